-- Notes always have a body
--
-- SQLite cannot add NOT NULL to a column, so the table is rebuilt in the
-- twelve steps of https://www.sqlite.org/lang_altertable.html#otheralter
--
-- revision: 5b89431f6427
-- down_revision: 02e60cc33970
-- create_date: 2024-03-09 08:07:52+00:00

-- migrate:upgrade
CREATE TABLE notes_new (
  id          INTEGER PRIMARY KEY,
  notebook_id INTEGER NOT NULL REFERENCES notebooks (id) ON DELETE CASCADE,
  title       TEXT NOT NULL,
  body        TEXT NOT NULL DEFAULT '',
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL
);
INSERT INTO notes_new (id, notebook_id, title, body, created_at, updated_at)
SELECT id, notebook_id, title, coalesce(body, ''), created_at, coalesce(updated_at, created_at)
  FROM notes;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;

-- the indexes and triggers went with the old table
CREATE INDEX notes_by_notebook ON notes (notebook_id, updated_at DESC);
CREATE TRIGGER notes_touch AFTER UPDATE OF title, body ON notes
WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE notes SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id;
END;

-- migrate:downgrade
CREATE TABLE notes_old (
  id          INTEGER PRIMARY KEY,
  notebook_id INTEGER NOT NULL REFERENCES notebooks (id),
  title       TEXT NOT NULL,
  body        TEXT,
  created_at  TEXT NOT NULL,
  updated_at  TEXT
);
INSERT INTO notes_old SELECT id, notebook_id, title, body, created_at, updated_at FROM notes;
DROP TABLE notes;
ALTER TABLE notes_old RENAME TO notes;
CREATE INDEX notes_by_notebook ON notes (notebook_id);
CREATE TRIGGER notes_touch AFTER UPDATE OF title, body ON notes
WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE notes
     SET updated_at = CASE
           WHEN NEW.body IS OLD.body AND NEW.title = OLD.title THEN OLD.updated_at
           ELSE strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
         END
   WHERE id = NEW.id;
END;
