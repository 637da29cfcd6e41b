-- Refresh occupancy without locking it
--
-- revision: 205ac7b84a35
-- down_revision: c78404869b12
-- create_date: 2023-09-21 11:36:03+00:00

-- migrate:upgrade transaction:false
REFRESH MATERIALIZED VIEW CONCURRENTLY occupancy;
VACUUM (ANALYZE) bookings;
ANALYZE berths;
-- migrate:downgrade
