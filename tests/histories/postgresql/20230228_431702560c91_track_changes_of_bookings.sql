-- Track changes of bookings
--
-- revision: 431702560c91
-- down_revision: 5611f41e4bcb
-- create_date: 2023-02-28 15:15:42+00:00

-- migrate:upgrade
ALTER TABLE bookings ADD COLUMN updated_at timestamptz NOT NULL DEFAULT '2023-01-01 00:00:00+00';

CREATE FUNCTION touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    -- "now" is the start of the transaction; so all rows of one change agree
    IF NEW IS DISTINCT FROM OLD THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER bookings_touch
    BEFORE UPDATE ON bookings
    FOR EACH ROW
    EXECUTE FUNCTION touch_updated_at();

-- migrate:downgrade
DROP TRIGGER bookings_touch ON bookings;
DROP FUNCTION touch_updated_at();
ALTER TABLE bookings DROP COLUMN updated_at;
