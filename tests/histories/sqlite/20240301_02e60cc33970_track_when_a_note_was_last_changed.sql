-- Track when a note was last changed
--
-- revision: 02e60cc33970
-- down_revision: 81e8350ed74a
-- create_date: 2024-03-01 16:20:18+00:00

-- migrate:upgrade
ALTER TABLE notes ADD COLUMN updated_at TEXT;
UPDATE notes SET updated_at = created_at;

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

-- migrate:downgrade
DROP TRIGGER notes_touch;
ALTER TABLE notes DROP COLUMN updated_at;
