-- Bookings can be pending
--
-- revision: fb9d3ea59441
-- down_revision: 4f25a9d606c5
-- create_date: 2023-07-14 09:26:08+00:00

-- migrate:upgrade transaction:false
-- a new value cannot be used in the transaction that adds it
ALTER TYPE booking_state ADD VALUE IF NOT EXISTS 'pending' BEFORE 'confirmed';
ALTER TYPE booking_state ADD VALUE IF NOT EXISTS 'no-show; unpaid' AFTER 'cancelled';
-- migrate:downgrade
-- PostgreSQL cannot drop a value of an enum: the type is made anew.
DROP INDEX bookings_vessel_idx;
ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap;
ALTER TABLE bookings ALTER COLUMN state DROP DEFAULT;
ALTER TYPE booking_state RENAME TO booking_state_old;
CREATE TYPE booking_state AS ENUM ('draft', 'confirmed', 'cancelled');
ALTER TABLE bookings
    ALTER COLUMN state TYPE booking_state USING state::text::booking_state,
    ALTER COLUMN state SET DEFAULT 'draft';
DROP TYPE booking_state_old;
ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
    int8range(berth_id, berth_id, '[]') WITH &&,
    stay WITH &&
) WHERE (state <> 'cancelled');
CREATE INDEX bookings_vessel_idx ON bookings (vessel_id) WHERE state <> 'cancelled';
