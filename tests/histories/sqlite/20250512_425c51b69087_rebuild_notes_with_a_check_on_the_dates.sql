-- Rebuild notes with a check on the dates
--
-- revision: 425c51b69087
-- down_revision: b68512888050
-- create_date: 2025-05-12 08:05:43+00:00

-- migrate:upgrade
-- Foreign keys are off by default in SQLite; were they on, dropping the table would empty
-- every table that refers to it. This pragma does nothing inside a transaction:
PRAGMA defer_foreign_keys = ON;

CREATE TABLE notes_new (
  id          INTEGER PRIMARY KEY,
  notebook_id INTEGER NOT NULL REFERENCES notebooks (id) ON DELETE CASCADE,
  title       TEXT NOT NULL,
  content     TEXT NOT NULL DEFAULT '',
  created_at  TEXT NOT NULL CHECK (created_at GLOB '[12][0-9][0-9][0-9]-*T*Z'),
  updated_at  TEXT NOT NULL CHECK (updated_at GLOB '[12][0-9][0-9][0-9]-*T*Z'),
  archived_at TEXT,
  word_count  INTEGER GENERATED ALWAYS AS (
    CASE WHEN trim(content) = '' THEN 0
         ELSE length(trim(content)) - length(replace(trim(content), ' ', '')) + 1 END) STORED,
  CHECK (updated_at >= created_at)
);
INSERT INTO notes_new (id, notebook_id, title, content, created_at, updated_at, archived_at)
SELECT id, notebook_id, title, content, created_at, max(created_at, updated_at), archived_at
  FROM notes ORDER BY id;

DROP VIEW notebook_overview;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;

CREATE INDEX notes_by_notebook ON notes (notebook_id, updated_at DESC);
CREATE INDEX notes_archived ON notes (archived_at) WHERE archived_at IS NOT NULL;
CREATE INDEX notes_long ON notes (word_count) WHERE word_count > 1000;
CREATE TRIGGER notes_touch AFTER UPDATE OF title, content ON notes
WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE notes SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER notes_stats AFTER INSERT ON notes
BEGIN
  INSERT INTO daily_stats (day, name, value) VALUES (substr(NEW.created_at, 1, 10), 'notes', 1)
      ON CONFLICT (day, name) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER notes_sync_insert AFTER INSERT ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change, payload)
  VALUES ('note', NEW.id, 'insert', json_object('title', NEW.title));
END;
CREATE TRIGGER notes_sync_update AFTER UPDATE OF title, content, archived_at ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change, payload)
  VALUES ('note', NEW.id, iif(NEW.archived_at IS NULL, 'update', 'delete'), json_object('title', NEW.title));
END;
CREATE TRIGGER notes_sync_delete AFTER DELETE ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change) VALUES ('note', OLD.id, 'delete');
END;
CREATE TRIGGER locks_readonly BEFORE UPDATE OF content ON notes
WHEN EXISTS (SELECT 1 FROM locks WHERE note_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'this note is locked'); END;
CREATE VIEW notebook_overview AS
SELECT b.id, b.title,
       count(n.id) FILTER (WHERE n.archived_at IS NULL)      AS note_count,
       count(n.id) FILTER (WHERE n.archived_at IS NOT NULL)  AS archived_count,
       sum(n.word_count)                                     AS words,
       max(n.updated_at)                                     AS last_change
  FROM notebooks AS b LEFT JOIN notes AS n ON n.notebook_id = b.id
 GROUP BY b.id, b.title;

-- migrate:downgrade
CREATE TABLE notes_old (
  id          INTEGER PRIMARY KEY,
  notebook_id INTEGER NOT NULL REFERENCES notebooks (id) ON DELETE CASCADE,
  title       TEXT NOT NULL,
  content     TEXT NOT NULL DEFAULT '',
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  archived_at TEXT,
  word_count  INTEGER GENERATED ALWAYS AS (
    CASE WHEN trim(content) = '' THEN 0
         ELSE length(trim(content)) - length(replace(trim(content), ' ', '')) + 1 END) VIRTUAL
);
INSERT INTO notes_old (id, notebook_id, title, content, created_at, updated_at, archived_at)
SELECT id, notebook_id, title, content, created_at, updated_at, archived_at FROM notes ORDER BY id;
DROP VIEW notebook_overview;
DROP TABLE notes;
ALTER TABLE notes_old RENAME TO notes;
CREATE INDEX notes_by_notebook ON notes (notebook_id, updated_at DESC);
CREATE INDEX notes_archived ON notes (archived_at) WHERE archived_at IS NOT NULL;
CREATE INDEX notes_long ON notes (word_count) WHERE word_count > 1000;
CREATE TRIGGER notes_touch AFTER UPDATE OF title, content ON notes
WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE notes SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER notes_stats AFTER INSERT ON notes
BEGIN
  INSERT INTO daily_stats (day, name, value) VALUES (substr(NEW.created_at, 1, 10), 'notes', 1)
      ON CONFLICT (day, name) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER notes_sync_insert AFTER INSERT ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change, payload)
  VALUES ('note', NEW.id, 'insert', json_object('title', NEW.title));
END;
CREATE TRIGGER notes_sync_update AFTER UPDATE OF title, content, archived_at ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change, payload)
  SELECT 'note', NEW.id,
         CASE WHEN NEW.archived_at IS NULL THEN 'update' ELSE 'delete' END,
         CASE
           WHEN NEW.title IS NOT OLD.title THEN json_object('title', NEW.title, 'was', OLD.title)
           ELSE json_object('title', NEW.title)
         END;
END;
CREATE TRIGGER notes_sync_delete AFTER DELETE ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change) VALUES ('note', OLD.id, 'delete');
END;
CREATE TRIGGER locks_readonly BEFORE UPDATE OF content ON notes
WHEN EXISTS (SELECT 1 FROM locks WHERE note_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'this note is locked'); END;
CREATE VIEW notebook_overview AS
SELECT b.id,
       b.title,
       count(n.id) FILTER (WHERE n.archived_at IS NULL)      AS note_count,
       count(n.id) FILTER (WHERE n.archived_at IS NOT NULL)  AS archived_count,
       max(n.updated_at)                                     AS last_change
  FROM notebooks AS b
  LEFT JOIN notes AS n ON n.notebook_id = b.id
 GROUP BY b.id, b.title;
