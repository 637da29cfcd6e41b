-- Vessels have a height, for the bridge
--
-- revision: ee1154b11d9d
-- down_revision: efa52a5916e0
-- create_date: 2024-01-22 13:26:03+00:00

-- migrate:upgrade
ALTER TYPE dimensions ADD ATTRIBUTE height_m numeric(5, 2);
UPDATE vessels SET size.height_m = CASE kind WHEN 'motor' THEN 4.2 ELSE 14 END;
-- migrate:downgrade
ALTER TYPE dimensions DROP ATTRIBUTE height_m;
