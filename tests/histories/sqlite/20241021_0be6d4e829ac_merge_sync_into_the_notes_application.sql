-- Merge sync into the notes application
--
-- revision: 0be6d4e829ac
-- down_revision: df4e798f05d7, 55e7c2de2e30
-- create_date: 2024-10-21 09:57:53+00:00

-- migrate:upgrade

-- migrate:downgrade
