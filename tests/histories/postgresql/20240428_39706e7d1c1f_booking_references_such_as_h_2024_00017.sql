-- Booking references such as H-2024-00017
--
-- revision: 39706e7d1c1f
-- down_revision: 5fc1fc7c41fc
-- create_date: 2024-04-28 17:19:43+00:00

-- migrate:upgrade
CREATE SEQUENCE booking_reference AS integer MAXVALUE 99999 CYCLE;
SELECT setval('booking_reference', 17, false);
ALTER TABLE bookings DISABLE TRIGGER USER;
ALTER TABLE bookings ADD COLUMN reference text UNIQUE
    DEFAULT 'H-2024-' || lpad(nextval('booking_reference')::text, 5, '0');
ALTER TABLE bookings ENABLE TRIGGER USER;
ALTER SEQUENCE booking_reference OWNED BY bookings.reference;
-- migrate:downgrade
ALTER TABLE bookings DROP COLUMN reference;
