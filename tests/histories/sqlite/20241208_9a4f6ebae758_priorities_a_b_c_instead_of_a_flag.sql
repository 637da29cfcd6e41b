-- Priorities A, B, C instead of a flag
--
-- revision: 9a4f6ebae758
-- down_revision: 06bb0c203169
-- create_date: 2024-12-08 17:24:08+00:00

-- migrate:upgrade
CREATE TABLE tasks_new (
  id          INTEGER PRIMARY KEY,
  note_id     INTEGER REFERENCES notes (id) ON DELETE SET NULL,
  text        TEXT NOT NULL,
  priority    TEXT NOT NULL DEFAULT 'B' CHECK (priority IN ('A', 'B', 'C')),
  done        INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  due_on      TEXT CHECK (due_on IS NULL OR due_on = date(due_on)),
  repeat_days INTEGER CHECK (repeat_days > 0)
) STRICT;
INSERT INTO tasks_new (id, note_id, text, priority, done, due_on, repeat_days)
SELECT id, note_id, text,
       CASE WHEN due_on IS NOT NULL THEN 'A' WHEN text LIKE '%;%' THEN 'C' ELSE 'B' END,
       done, due_on, repeat_days
  FROM tasks;
DROP TABLE tasks;
ALTER TABLE tasks_new RENAME TO tasks;
CREATE INDEX tasks_open ON tasks (priority, due_on) WHERE done = 0;
CREATE TRIGGER tasks_repeat AFTER UPDATE OF done ON tasks
WHEN NEW.done = 1 AND OLD.done = 0 AND NEW.repeat_days IS NOT NULL
BEGIN
  INSERT INTO tasks (note_id, text, priority, due_on, repeat_days)
  VALUES (NEW.note_id, NEW.text, NEW.priority,
          date(NEW.due_on, '+' || NEW.repeat_days || ' days'), NEW.repeat_days);
END;
-- migrate:downgrade
CREATE TABLE tasks_old (
  id          INTEGER PRIMARY KEY,
  note_id     INTEGER REFERENCES notes (id) ON DELETE SET NULL,
  text        TEXT NOT NULL,
  done        INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  due_on      TEXT CHECK (due_on IS NULL OR due_on = date(due_on)),
  repeat_days INTEGER CHECK (repeat_days > 0)
);
INSERT INTO tasks_old SELECT id, note_id, text, done, due_on, repeat_days FROM tasks;
DROP TABLE tasks;
ALTER TABLE tasks_old RENAME TO tasks;
CREATE INDEX tasks_open ON tasks (due_on) WHERE done = 0;
CREATE TRIGGER tasks_repeat AFTER UPDATE OF done ON tasks
WHEN NEW.done = 1 AND OLD.done = 0 AND NEW.repeat_days IS NOT NULL
BEGIN
  INSERT INTO tasks (note_id, text, due_on, repeat_days)
  VALUES (NEW.note_id, NEW.text, date(NEW.due_on, '+' || NEW.repeat_days || ' days'), NEW.repeat_days);
END;
