-- Drop the import table
--
-- revision: c5da20b3695b
-- down_revision: fa3c738445d6
-- create_date: 2024-08-23 17:28:26+00:00

-- migrate:upgrade
DROP TABLE [Old Notes; v1];
-- migrate:downgrade
CREATE TABLE [Old Notes; v1] (
  [ID]            INTEGER PRIMARY KEY,
  [Note Title]    TEXT,
  `created -- at` TEXT,
  "Body ""raw"""  TEXT,
  [semi;colon]    TEXT DEFAULT ';'
);
CREATE INDEX `old notes by title` ON [Old Notes; v1] ([Note Title]);
INSERT INTO [Old Notes; v1] ([Note Title], `created -- at`, "Body ""raw""")
SELECT title, substr(created_at, 1, 10), body FROM notes WHERE notebook_id = 3 ORDER BY id;
