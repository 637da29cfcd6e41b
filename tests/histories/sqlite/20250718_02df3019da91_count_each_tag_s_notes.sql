-- Count each tag's notes
--
-- revision: 02df3019da91
-- down_revision: b3434de52297
-- create_date: 2025-07-18 16:27:19+00:00

-- migrate:upgrade
CREATE VIEW tag_counts AS
SELECT t.name,
       (SELECT count(*) FROM note_tags AS nt WHERE nt.tag_id = t.id) AS notes,
       dense_rank() OVER (ORDER BY (SELECT count(*) FROM note_tags AS nt WHERE nt.tag_id = t.id) DESC) AS place
  FROM tags AS t;
-- migrate:downgrade
DROP VIEW tag_counts;
