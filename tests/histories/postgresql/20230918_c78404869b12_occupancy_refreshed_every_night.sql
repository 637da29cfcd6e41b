-- Occupancy, refreshed every night
--
-- revision: c78404869b12
-- down_revision: b5d56ec233ea
-- create_date: 2023-09-18 13:26:44+00:00

-- migrate:upgrade
CREATE MATERIALIZED VIEW occupancy AS
SELECT m.id AS marina_id, d.day::date AS day, count(b.id) AS taken
  FROM marinas AS m
  CROSS JOIN generate_series(TIMESTAMP '2023-07-01', TIMESTAMP '2023-07-31', INTERVAL '1 day') AS d (day)
  LEFT JOIN berths AS br ON br.marina_id = m.id
  LEFT JOIN bookings AS b ON b.berth_id = br.id AND b.stay @> d.day::date AND b.state <> 'cancelled'
 GROUP BY m.id, d.day
WITH NO DATA;
CREATE UNIQUE INDEX occupancy_key ON occupancy (marina_id, day);
REFRESH MATERIALIZED VIEW occupancy;
-- migrate:downgrade
DROP MATERIALIZED VIEW occupancy;
