-- Add a title
--
-- revision: 3f2a9c81d0b4
-- down_revision: 1b7e44aa02cd

-- migrate:upgrade
ALTER TABLE notes ADD COLUMN title TEXT;

-- migrate:downgrade
ALTER TABLE notes DROP COLUMN title;
