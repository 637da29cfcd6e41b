-- Partitions for the rest of the year
--
-- revision: 4be32034e3c9
-- down_revision: e6f1457efe54
-- create_date: 2023-05-27 10:19:21+00:00

-- migrate:upgrade
DO $do$
DECLARE
    month date;
BEGIN
    FOR month IN SELECT generate_series(DATE '2023-08-01', DATE '2023-12-01', INTERVAL '1 month')::date
    LOOP
        EXECUTE format(
            $ddl$CREATE TABLE audit.%I PARTITION OF audit.events FOR VALUES FROM (%L) TO (%L)$ddl$,
            'events_' || to_char(month, 'YYYY_MM'),
            month::timestamp AT TIME ZONE 'UTC',
            (month + INTERVAL '1 month') AT TIME ZONE 'UTC');
    END LOOP;
END
$do$;
-- migrate:downgrade
DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN
        SELECT inhrelid::regclass FROM pg_inherits
         WHERE inhparent = 'audit.events'::regclass
           AND inhrelid::regclass::text ~ 'events_2023_(08|09|1[0-2])$'
         ORDER BY 1
    LOOP
        EXECUTE 'DROP TABLE ' || part;
    END LOOP;
END $$;
