-- Create notes
--
-- revision: 1b7e44aa02cd
-- down_revision:

-- migrate:upgrade
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);

-- migrate:downgrade
DROP TABLE notes;
