-- Merge search
--
-- revision: 5689b9579aed
-- down_revision: 71f99ccfdfe9, 37abaddc6aa7
-- create_date: 2024-06-10 15:30:41+00:00

-- migrate:upgrade

-- migrate:downgrade
