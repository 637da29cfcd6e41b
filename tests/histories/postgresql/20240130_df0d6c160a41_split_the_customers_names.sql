-- Split the customers' names
--
-- revision: df0d6c160a41
-- down_revision: ee1154b11d9d
-- create_date: 2024-01-30 15:08:57+00:00

-- migrate:upgrade
ALTER TABLE customers
    ADD COLUMN given_name text,
    ADD COLUMN family_name text;
WITH parts AS (
    SELECT id, regexp_match(name, '^(\S+)(?:\s+(.*))?$') AS part FROM customers
), changed AS (
    UPDATE customers AS c
       SET given_name = p.part[1], family_name = coalesce(p.part[2], '')
      FROM parts AS p
     WHERE p.id = c.id
    RETURNING c.id
)
SELECT count(*) AS split FROM changed;
ALTER TABLE customers ALTER COLUMN given_name SET NOT NULL;
-- migrate:downgrade
ALTER TABLE customers DROP COLUMN given_name, DROP COLUMN family_name;
