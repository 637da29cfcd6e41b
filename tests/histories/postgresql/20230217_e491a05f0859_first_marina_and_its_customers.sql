-- First marina and its customers
--
-- revision: e491a05f0859
-- down_revision: ab723aed50ba
-- create_date: 2023-02-17 13:52:22+00:00

-- migrate:upgrade
INSERT INTO marinas (name, country, created_at)
VALUES ('Porto d''Oro', 'IT', '2023-01-01 00:00:00+00'),
       (E'Sankt P\u00f6lten\tHafen; \'Mitte\'', 'AT', '2023-01-02 00:00:00+00'),
       (U&'\0141eba \+01F6A2', 'PL', '2023-01-03 00:00:00+00'),
       (U&'d!0061t!+000061' UESCAPE '!', 'PL', '2023-01-04 00:00:00+00');

INSERT INTO berths (marina_id, name, length_m)
SELECT m.id, chr(64 + n) || '-' || n, 6 + 2 * n
  FROM marinas AS m CROSS JOIN generate_series(1, 5) AS n
 ORDER BY m.id, n;

INSERT INTO customers (name, email) VALUES
    ('Ada -- not a comment', 'ada@example.org'),
    ('Bełz /* nor this */', 'belz@example.org'),
    ('Chloë "C;" O''Neil', 'chloe@example.org'),
    ('大海', 'dahai@example.org');

WITH owner AS (SELECT id, name FROM customers ORDER BY id)
INSERT INTO vessels (owner_id, name, kind, size, tags)
SELECT id,
       'Vessel of ' || split_part(name, ' ', 1),
       (ARRAY['sail', 'motor', 'catamaran'])[1 + id % 3]::vessel_kind,
       ROW(8 + id, 2.5 + id / 10.0, 1.2)::dimensions,
       (ARRAY['blue', 'wood; oak', '"fast"'])[1:2]
  FROM owner;

-- migrate:downgrade
DELETE FROM vessels;
DELETE FROM customers;
DELETE FROM berths;
DELETE FROM marinas;
