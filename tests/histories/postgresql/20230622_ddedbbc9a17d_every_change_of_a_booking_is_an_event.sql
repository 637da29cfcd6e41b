-- Every change of a booking is an event
--
-- revision: ddedbbc9a17d
-- down_revision: 2fd2681eef46
-- create_date: 2023-06-22 15:39:48+00:00

-- migrate:upgrade
CREATE FUNCTION audit.record() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = audit, pg_temp
AS $function$
BEGIN
    INSERT INTO events (at, entity, payload)
    VALUES (clock_timestamp(), TG_TABLE_NAME,
            CASE TG_OP
                WHEN 'DELETE' THEN jsonb_build_object('old', to_jsonb(OLD))
                WHEN 'INSERT' THEN jsonb_build_object('new', to_jsonb(NEW))
                ELSE jsonb_build_object('old', to_jsonb(OLD), 'new', to_jsonb(NEW))
            END);
    RETURN NULL;
END;
$function$;
CREATE TRIGGER bookings_audit AFTER INSERT OR UPDATE OR DELETE ON bookings
    FOR EACH ROW EXECUTE FUNCTION audit.record();
ALTER TABLE bookings DISABLE TRIGGER bookings_audit;
-- migrate:downgrade
DROP TRIGGER bookings_audit ON bookings;
DROP FUNCTION audit.record();
