-- Notebooks inside notebooks
--
-- revision: 291eaa5ef746
-- down_revision: e5c193ce6645
-- create_date: 2025-03-12 17:47:24+00:00

-- migrate:upgrade
ALTER TABLE notebooks ADD COLUMN parent_id INTEGER REFERENCES notebooks (id) ON DELETE CASCADE;
ALTER TABLE notebooks ADD COLUMN position REAL NOT NULL DEFAULT 0;
UPDATE notebooks
   SET position = ranked.place
  FROM (SELECT id, 1.0 * rank() OVER (ORDER BY title COLLATE NOCASE) AS place FROM notebooks) AS ranked
 WHERE ranked.id = notebooks.id;
CREATE VIEW notebook_path AS
WITH RECURSIVE path (id, names) AS (
  SELECT id, title FROM notebooks WHERE parent_id IS NULL
  UNION ALL
  SELECT b.id, p.names || ' / ' || b.title
    FROM notebooks AS b JOIN path AS p ON p.id = b.parent_id
)
SELECT id, names FROM path;
-- migrate:downgrade
DROP VIEW notebook_path;
ALTER TABLE notebooks DROP COLUMN position;
ALTER TABLE notebooks DROP COLUMN parent_id;
