-- Tasks
--
-- revision: f96f529aba82
-- down_revision: 9b6915f3835d
-- branch_labels: tasks
-- create_date: 2024-11-26 08:25:33+00:00

-- migrate:upgrade
CREATE TABLE tasks (
  id       INTEGER PRIMARY KEY,
  note_id  INTEGER REFERENCES notes (id) ON DELETE SET NULL,
  text     TEXT NOT NULL,
  done     INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  due_on   TEXT CHECK (due_on IS NULL OR due_on = date(due_on))
);
CREATE INDEX tasks_open ON tasks (due_on) WHERE done = 0;
INSERT INTO tasks (note_id, text, due_on)
VALUES (1, 'Read the manual; all of it', '2024-11-01'), (3, '买豆腐', NULL), (NULL, 'END;', NULL);
-- migrate:downgrade
DROP TABLE tasks;
