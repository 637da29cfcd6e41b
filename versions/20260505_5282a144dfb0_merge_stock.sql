-- Merge stock
--
-- revision: 5282a144dfb0
-- down_revision: 700af0b917ce, e8a45d12a81e
-- create_date: 2026-05-05 17:43:39+00:00

-- migrate:upgrade

-- migrate:downgrade
