-- Import table for files of the old program
--
-- The names are those of the Access database from which it exports.
--
-- revision: 0c64b765f06c
-- down_revision: 0799fb214221
-- create_date: 2024-08-09 17:08:44+00:00

-- migrate:upgrade
CREATE TABLE [Old Notes; v1] (
  [ID]            INTEGER PRIMARY KEY,
  [Note Title]    TEXT,
  `created -- at` TEXT,
  "Body ""raw"""  TEXT,
  [semi;colon]    TEXT DEFAULT ';'
);
CREATE INDEX `old notes by title` ON [Old Notes; v1] ([Note Title]);
INSERT INTO [Old Notes; v1] ([Note Title], `created -- at`, "Body ""raw""")
VALUES ('Imported', '1999-12-31', 'It''s "raw"'), ('[x]', NULL, '`y`');
-- migrate:downgrade
DROP TABLE [Old Notes; v1];
