-- Index bookings by vessel without blocking writers
--
-- revision: e568bf7a6ea8
-- down_revision: 431702560c91
-- create_date: 2023-03-06 13:17:37+00:00

-- migrate:upgrade transaction:false
-- Each of these runs for minutes in production; neither may block a booking.
CREATE INDEX CONCURRENTLY bookings_vessel_idx ON bookings (vessel_id) WHERE state <> 'cancelled';

CREATE INDEX CONCURRENTLY bookings_start_idx
    ON bookings (lower(stay) DESC NULLS LAST, (upper(stay) - lower(stay)));

-- migrate:downgrade transaction:false
DROP INDEX CONCURRENTLY bookings_start_idx;
DROP INDEX CONCURRENTLY IF EXISTS bookings_vessel_idx;
