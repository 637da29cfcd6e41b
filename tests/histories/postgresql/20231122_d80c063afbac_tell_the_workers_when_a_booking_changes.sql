-- Tell the workers when a booking changes
--
-- revision: d80c063afbac
-- down_revision: b1c33a1327ae
-- create_date: 2023-11-22 11:38:44+00:00

-- migrate:upgrade
CREATE FUNCTION notify_booking() RETURNS trigger LANGUAGE plpgsql AS $_$
BEGIN
    PERFORM pg_notify('bookings', json_build_object('id', NEW.id, 'state', NEW.state)::text);
    RETURN NULL;
END
$_$;
CREATE CONSTRAINT TRIGGER bookings_notify
    AFTER INSERT OR UPDATE ON bookings
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state IN ('confirmed', 'cancelled'))
    EXECUTE FUNCTION notify_booking();
NOTIFY bookings, 'reload; all';
-- migrate:downgrade
NOTIFY bookings;
DROP TRIGGER bookings_notify ON bookings;
DROP FUNCTION notify_booking();
