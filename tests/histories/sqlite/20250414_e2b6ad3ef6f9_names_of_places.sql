-- Names of places
--
-- revision: e2b6ad3ef6f9
-- down_revision: 83fb5052fe62
-- create_date: 2025-04-14 10:25:52+00:00

-- migrate:upgrade
ALTER TABLE places ADD COLUMN name TEXT NOT NULL DEFAULT '';
UPDATE places SET name = CASE id WHEN 1 THEN 'Wien' WHEN 2 THEN 'Nowhere; England' ELSE 'Sydney -- AU' END;
CREATE UNIQUE INDEX places_by_name ON places (name COLLATE NOCASE) WHERE name <> '';
-- migrate:downgrade
DROP INDEX places_by_name;
DROP VIEW places_north;
ALTER TABLE places DROP COLUMN name;
CREATE VIEW places_north AS SELECT * FROM places WHERE latitude > 0;
