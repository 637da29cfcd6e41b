-- Create notes
--
-- revision: d386f805585f
-- down_revision: a38ba226dcb5
-- create_date: 2024-02-05 13:26:05+00:00

-- migrate:upgrade
-- One note belongs to one notebook; moving it is an UPDATE.
CREATE TABLE notes (
  id          INTEGER PRIMARY KEY,
  notebook_id INTEGER NOT NULL REFERENCES notebooks (id),
  title       TEXT NOT NULL,
  body        TEXT,
  created_at  TEXT NOT NULL
);
CREATE INDEX notes_by_notebook ON notes (notebook_id);

-- migrate:downgrade
DROP INDEX notes_by_notebook;
DROP TABLE notes;
