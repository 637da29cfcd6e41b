-- Replace an index while the application runs
--
-- revision: 7069911eddd0
-- down_revision: df0d6c160a41
-- create_date: 2024-03-03 10:48:13+00:00

-- migrate:upgrade transaction:false
CREATE INDEX CONCURRENTLY bookings_berth_stay_idx ON bookings USING gist (stay) WHERE (state = 'confirmed');
DROP INDEX CONCURRENTLY bookings_start_idx;
REINDEX TABLE CONCURRENTLY vessels;
BEGIN;
COMMENT ON INDEX bookings_berth_stay_idx IS 'replaces bookings_start_idx; since 2024';
COMMIT;
-- migrate:downgrade transaction:false
CREATE INDEX CONCURRENTLY bookings_start_idx
    ON bookings (lower(stay) DESC NULLS LAST, (upper(stay) - lower(stay)));
DROP INDEX CONCURRENTLY bookings_berth_stay_idx;
