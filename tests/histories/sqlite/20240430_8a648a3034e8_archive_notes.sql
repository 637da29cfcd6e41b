-- Archive notes
--
-- revision: 8a648a3034e8
-- down_revision: 81c6172a9ac3
-- create_date: 2024-04-30 09:49:02+00:00

-- migrate:upgrade
ALTER TABLE notes ADD COLUMN archived_at TEXT;
CREATE INDEX notes_archived ON notes (archived_at) WHERE archived_at IS NOT NULL;

DROP VIEW notebook_overview;
CREATE VIEW notebook_overview AS
SELECT b.id,
       b.title,
       count(n.id) FILTER (WHERE n.archived_at IS NULL)      AS note_count,
       count(n.id) FILTER (WHERE n.archived_at IS NOT NULL)  AS archived_count,
       max(n.updated_at)                                     AS last_change
  FROM notebooks AS b
  LEFT JOIN notes AS n ON n.notebook_id = b.id
 GROUP BY b.id, b.title;

-- migrate:downgrade
DROP VIEW notebook_overview;
DROP INDEX notes_archived;
ALTER TABLE notes DROP COLUMN archived_at;
CREATE VIEW notebook_overview AS
SELECT b.id,
       b.title,
       count(n.id)        AS note_count,
       max(n.updated_at)  AS last_change
  FROM notebooks AS b
  LEFT JOIN notes AS n ON n.notebook_id = b.id
 GROUP BY b.id, b.title;
