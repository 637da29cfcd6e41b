-- New prices from January
--
-- revision: 374620c6e9ae
-- down_revision: 2a6716f462de
-- create_date: 2024-03-19 16:05:11+00:00

-- migrate:upgrade
MERGE INTO services AS s
USING (VALUES ('Laundry', 6.00), ('Sauna', 9.50)) AS n (name, price) ON s.name = n.name
 WHEN MATCHED THEN UPDATE SET price = n.price
 WHEN NOT MATCHED THEN INSERT (name, price) VALUES (n.name, n.price);
INSERT INTO countries VALUES ('SI', 'Slovenija'), ('IT', 'Repubblica Italiana')
    ON CONFLICT (code) DO UPDATE SET name = excluded.name;
-- migrate:downgrade
UPDATE countries SET name = 'Italia' WHERE code = 'IT';
DELETE FROM countries WHERE code = 'SI';
DELETE FROM services WHERE name = 'Sauna';
UPDATE services SET price = 5 WHERE name = 'Laundry';
