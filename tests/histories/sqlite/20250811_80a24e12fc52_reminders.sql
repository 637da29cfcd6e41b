-- Reminders
--
-- revision: 80a24e12fc52
-- down_revision: 4abb29b89eae
-- create_date: 2025-08-11 10:52:08+00:00

-- migrate:upgrade
CREATE TABLE reminders (
  id       INTEGER PRIMARY KEY,
  task_id  INTEGER NOT NULL,
  at       TEXT NOT NULL,
  channel  TEXT NOT NULL DEFAULT 'popup',
  FOREIGN KEY (task_id) REFERENCES tasks (id) ON UPDATE CASCADE ON DELETE CASCADE,
  UNIQUE (task_id, at, channel) ON CONFLICT IGNORE
);
INSERT INTO reminders (task_id, at)
SELECT id, due_on || 'T09:00' FROM tasks WHERE due_on IS NOT NULL;
INSERT INTO reminders (task_id, at)
SELECT id, due_on || 'T09:00' FROM tasks WHERE due_on IS NOT NULL; -- the second time nothing happens
-- migrate:downgrade
DROP TABLE reminders;
