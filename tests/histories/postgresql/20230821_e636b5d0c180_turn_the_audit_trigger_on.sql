-- Turn the audit trigger on
--
-- revision: e636b5d0c180
-- down_revision: ab7b501ee25f
-- create_date: 2023-08-21 13:13:42+00:00

-- migrate:upgrade
ALTER TABLE bookings ENABLE TRIGGER bookings_audit;
-- migrate:downgrade
ALTER TABLE bookings DISABLE TRIGGER bookings_audit;
