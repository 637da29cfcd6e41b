-- A booking moves only forward
--
-- revision: 75adc41f1855
-- down_revision: 513a30e1014e
-- create_date: 2024-01-04 16:38:25+00:00

-- migrate:upgrade
CREATE TABLE booking_moves (
    from_state booking_state,
    to_state   booking_state NOT NULL,
    UNIQUE NULLS NOT DISTINCT (from_state, to_state)
);
INSERT INTO booking_moves
VALUES (NULL, 'draft'), (NULL, 'pending'), ('draft', 'pending'), ('pending', 'confirmed'),
       ('confirmed', 'cancelled'), ('pending', 'cancelled'), ('confirmed', 'no-show; unpaid');

CREATE FUNCTION check_move() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
    IF NOT EXISTS (SELECT FROM booking_moves
                    WHERE from_state IS NOT DISTINCT FROM OLD.state AND to_state = NEW.state) THEN
        RAISE EXCEPTION 'booking %: no way from % to %', NEW.id, OLD.state, NEW.state
            USING HINT = 'see table "booking_moves"; or ask $support$', ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $f$;
CREATE TRIGGER bookings_move BEFORE UPDATE OF state ON bookings
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE PROCEDURE check_move();
-- migrate:downgrade
DROP TRIGGER bookings_move ON bookings;
DROP FUNCTION check_move();
DROP TABLE booking_moves;
