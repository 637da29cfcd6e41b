-- Every change of a note goes to the journal
--
-- revision: 018eb18ad6aa
-- down_revision: 0be6d4e829ac
-- create_date: 2024-11-03 08:59:15+00:00

-- migrate:upgrade
CREATE TRIGGER notes_sync_insert AFTER INSERT ON notes BEGIN
  INSERT INTO sync_log (entity, entity_id, change, payload)
  VALUES ('note', NEW.id, 'insert', json_object('title', NEW.title));
END;
CREATE TRIGGER notes_sync_update AFTER UPDATE OF title, body, archived_at ON notes BEGIN
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
-- migrate:downgrade
DROP TRIGGER notes_sync_delete;
DROP TRIGGER notes_sync_update;
DROP TRIGGER notes_sync_insert;
