-- The agenda can be written to
--
-- revision: 333ce9a83548
-- down_revision: e9094555237f
-- create_date: 2025-01-14 09:37:26+00:00

-- migrate:upgrade
CREATE TRIGGER agenda_insert INSTEAD OF INSERT ON agenda
BEGIN
  INSERT INTO tasks (text, due_on, priority) VALUES (NEW.text, NEW.day, coalesce(NEW.priority, 'B'));
END;
CREATE TRIGGER agenda_delete INSTEAD OF DELETE ON agenda
BEGIN
  UPDATE tasks SET done = 1 WHERE id = OLD.task_id;
END;
INSERT INTO agenda (day, text) VALUES ('2025-03-01', 'Spring cleaning');
-- migrate:downgrade
DELETE FROM tasks WHERE text = 'Spring cleaning' AND due_on = '2025-03-01';
DROP TRIGGER agenda_delete;
DROP TRIGGER agenda_insert;
