-- Links between notes
--
-- revision: df4e798f05d7
-- down_revision: 403fdc17adbf
-- create_date: 2024-09-06 08:01:08+00:00

-- migrate:upgrade
CREATE TABLE links (
  source_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE
    DEFERRABLE INITIALLY DEFERRED,
  anchor    TEXT,
  PRIMARY KEY (source_id, target_id),
  CHECK (source_id <> target_id)
) WITHOUT ROWID;

-- everything that is reachable from a note, at most eight links away
CREATE VIEW note_reach AS
WITH RECURSIVE reach (origin, id, depth) AS (
  SELECT source_id, target_id, 1 FROM links
  UNION
  SELECT r.origin, l.target_id, r.depth + 1
    FROM reach AS r JOIN links AS l ON l.source_id = r.id
   WHERE r.depth < 8
)
SELECT origin, id, min(depth) AS depth FROM reach GROUP BY origin, id;

INSERT INTO links (source_id, target_id, anchor) VALUES (1, 2, 'shortcuts'), (2, 3, NULL), (3, 1, '#;');
-- migrate:downgrade
DROP VIEW note_reach;
DROP TABLE links;
