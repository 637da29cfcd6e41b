-- Overview of notebooks for the side bar
--
-- revision: 81c6172a9ac3
-- down_revision: 5b89431f6427
-- create_date: 2024-03-11 08:27:43+00:00

-- migrate:upgrade
CREATE VIEW notebook_overview AS
SELECT b.id,
       b.title,
       count(n.id)        AS note_count,
       max(n.updated_at)  AS last_change
  FROM notebooks AS b
  LEFT JOIN notes AS n ON n.notebook_id = b.id
 GROUP BY b.id, b.title;

-- migrate:downgrade
DROP VIEW notebook_overview;
