-- Places
--
-- revision: 83fb5052fe62
-- down_revision: 5e4a3040f4aa
-- branch_labels: places
-- create_date: 2025-04-07 15:41:37+00:00

-- migrate:upgrade
CREATE TABLE places (
  id        INTEGER PRIMARY KEY,
  note_id   INTEGER REFERENCES notes (id) ON DELETE CASCADE,
  latitude  REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL NOT NULL CHECK (longitude BETWEEN -180.0 AND +180.0)
);
INSERT INTO places (note_id, latitude, longitude)
VALUES (3, 48.2082, 16.3738), (4, 5e1, -1.25e-1), (2, -33.8688, 151.2093);
CREATE VIEW places_north AS SELECT * FROM places WHERE latitude > 0;
-- migrate:downgrade
DROP VIEW places_north;
DROP TABLE places;
