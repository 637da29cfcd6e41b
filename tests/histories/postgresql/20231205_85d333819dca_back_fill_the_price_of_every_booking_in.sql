-- Back-fill the price of every booking in batches
--
-- revision: 85d333819dca
-- down_revision: d80c063afbac
-- create_date: 2023-12-05 11:16:58+00:00

-- migrate:upgrade transaction:false
ALTER TABLE bookings ADD COLUMN price numeric(14, 2);
ALTER TABLE bookings DISABLE TRIGGER USER;
DO $$
DECLARE
    last bigint := 0;
    next bigint;
BEGIN
    LOOP
        SELECT max(id) INTO next FROM (SELECT id FROM bookings WHERE id > last ORDER BY id LIMIT 2) AS batch;
        EXIT WHEN next IS NULL;
        UPDATE bookings SET price = price_of(berth_id, stay) WHERE id > last AND id <= next;
        COMMIT;  -- each batch on its own; that is what transaction:false is for
        last := next;
    END LOOP;
END
$$;
ALTER TABLE bookings ENABLE TRIGGER USER;
-- migrate:downgrade
ALTER TABLE bookings DROP COLUMN price;
