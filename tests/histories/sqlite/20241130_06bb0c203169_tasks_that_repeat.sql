-- Tasks that repeat
--
-- revision: 06bb0c203169
-- down_revision: f96f529aba82
-- create_date: 2024-11-30 08:48:25+00:00

-- migrate:upgrade
ALTER TABLE tasks ADD COLUMN repeat_days INTEGER CHECK (repeat_days > 0);
CREATE TRIGGER tasks_repeat AFTER UPDATE OF done ON tasks
WHEN NEW.done = 1 AND OLD.done = 0 AND NEW.repeat_days IS NOT NULL
BEGIN
  -- the next one; its date counts from the due date and not from today
  INSERT INTO tasks (note_id, text, due_on, repeat_days)
  VALUES (NEW.note_id, NEW.text,
          CASE WHEN NEW.due_on IS NULL THEN NULL
               ELSE date(NEW.due_on, '+' || NEW.repeat_days || ' days') END,
          NEW.repeat_days);
END;
-- migrate:downgrade
DROP TRIGGER tasks_repeat;
ALTER TABLE tasks DROP COLUMN repeat_days;
