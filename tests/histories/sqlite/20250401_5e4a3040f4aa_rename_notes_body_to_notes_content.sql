-- Rename notes.body to notes.content
--
-- revision: 5e4a3040f4aa
-- down_revision: baee0de44d5d
-- create_date: 2025-04-01 17:52:05+00:00

-- migrate:upgrade
ALTER TABLE notes RENAME COLUMN body TO content;
-- migrate:downgrade
ALTER TABLE notes RENAME COLUMN content TO body;
