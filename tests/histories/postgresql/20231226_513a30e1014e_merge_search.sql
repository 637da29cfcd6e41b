-- Merge search
--
-- revision: 513a30e1014e
-- down_revision: 85d333819dca, 342b60241de9
-- create_date: 2023-12-26 11:18:54+00:00

-- migrate:upgrade

-- migrate:downgrade
