-- Pin a note to the top, in the order of pinning
--
-- revision: 71f99ccfdfe9
-- down_revision: 8a648a3034e8
-- create_date: 2024-05-10 11:21:33+00:00

-- migrate:upgrade
CREATE TABLE pins (
  note_id  INTEGER PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
  position INTEGER NOT NULL UNIQUE
);
/* The first three notes of the oldest notebook are pinned:
   window functions are fine here; SQLite has them since 3.25 -- and so do we. */
INSERT INTO pins (note_id, position)
WITH numbered AS (
  SELECT id, row_number() OVER (PARTITION BY notebook_id ORDER BY created_at, id) AS nth, notebook_id
    FROM notes
)
SELECT id, nth FROM numbered WHERE notebook_id = (SELECT min(id) FROM notebooks) AND nth <= 3;

-- migrate:downgrade
DROP TABLE pins;
