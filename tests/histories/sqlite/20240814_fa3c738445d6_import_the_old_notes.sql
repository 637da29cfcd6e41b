-- Import the old notes
--
-- revision: fa3c738445d6
-- down_revision: 0c64b765f06c
-- create_date: 2024-08-14 08:44:28+00:00

-- migrate:upgrade
INSERT INTO notebooks (id, title, created_at) VALUES (3, 'Imported', '2024-07-01T00:00:00Z');
INSERT INTO notes (notebook_id, title, body, created_at, updated_at)
SELECT 3,
       coalesce(nullif([Note Title], ''), '(untitled)'),
       coalesce("Body ""raw""", ''),
       coalesce(`created -- at`, '1970-01-01') || 'T00:00:00Z',
       '2024-07-01T00:00:00Z'
  FROM [Old Notes; v1]
 ORDER BY [ID];
-- migrate:downgrade
DELETE FROM notes WHERE notebook_id = 3;
DELETE FROM notebooks WHERE id = 3;
