-- Tenants: each marina sees its own rows
--
-- revision: 06bf81e1921f
-- down_revision: 205ac7b84a35
-- create_date: 2023-09-24 12:27:49+00:00

-- migrate:upgrade
CREATE FUNCTION current_marina() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN nullif(current_setting('harbour.marina', true), '')::bigint;

ALTER TABLE berths ENABLE ROW LEVEL SECURITY;
CREATE POLICY berths_of_marina ON berths
    USING (marina_id = current_marina())
    WITH CHECK (marina_id = current_marina());
CREATE POLICY berths_public_read ON berths AS RESTRICTIVE FOR SELECT TO PUBLIC
    USING (length_m > 0);

ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY bookings_of_marina ON bookings FOR ALL TO PUBLIC
    USING (EXISTS (SELECT FROM berths AS b WHERE b.id = berth_id AND b.marina_id = current_marina()));

GRANT SELECT, INSERT, UPDATE ON berths, bookings TO PUBLIC;
-- migrate:downgrade
REVOKE SELECT, INSERT, UPDATE ON berths, bookings FROM PUBLIC;
DROP POLICY bookings_of_marina ON bookings;
ALTER TABLE bookings DISABLE ROW LEVEL SECURITY;
DROP POLICY berths_public_read ON berths;
DROP POLICY berths_of_marina ON berths;
ALTER TABLE berths DISABLE ROW LEVEL SECURITY;
DROP FUNCTION current_marina();
