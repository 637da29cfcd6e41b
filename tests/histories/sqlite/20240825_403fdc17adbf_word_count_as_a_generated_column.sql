-- Word count as a generated column
--
-- revision: 403fdc17adbf
-- down_revision: c5da20b3695b
-- create_date: 2024-08-25 16:24:20+00:00

-- migrate:upgrade
ALTER TABLE notes ADD COLUMN word_count INTEGER
  GENERATED ALWAYS AS (
    CASE WHEN trim(body) = '' THEN 0
         ELSE length(trim(body)) - length(replace(trim(body), ' ', '')) + 1
    END) VIRTUAL;
CREATE INDEX notes_long ON notes (word_count) WHERE word_count > 1000;
-- migrate:downgrade
DROP INDEX notes_long;
ALTER TABLE notes DROP COLUMN word_count;
