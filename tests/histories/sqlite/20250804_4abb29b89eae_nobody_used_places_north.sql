-- Nobody used places_north
--
-- revision: 4abb29b89eae
-- down_revision: 02df3019da91
-- create_date: 2025-08-04 16:34:28+00:00

-- migrate:upgrade
DROP VIEW IF EXISTS places_north;
-- migrate:downgrade
CREATE VIEW places_north AS SELECT * FROM places WHERE latitude > 0;
