-- Tags with a path, e.g. work/projects/2025
--
-- revision: b3434de52297
-- down_revision: 5d2120042fc0
-- create_date: 2025-07-02 17:40:04+00:00

-- migrate:upgrade
ALTER TABLE tags ADD COLUMN path TEXT GENERATED ALWAYS AS (replace(lower(name), ' ', '-')) VIRTUAL;
ALTER TABLE tags ADD COLUMN colour TEXT;
CREATE INDEX tags_by_path ON tags (path);
INSERT INTO tags (name) VALUES ('Work/Projects'), ('Work/Projects/2025');
UPDATE tags SET colour = CASE WHEN instr(name, '/') THEN '#888888' ELSE '#000000' END;
-- migrate:downgrade
DELETE FROM tags WHERE name LIKE 'Work/%';
DROP INDEX tags_by_path;
ALTER TABLE tags DROP COLUMN colour;
ALTER TABLE tags DROP COLUMN path;
