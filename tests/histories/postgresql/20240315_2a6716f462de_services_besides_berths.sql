-- Services besides berths
--
-- revision: 2a6716f462de
-- down_revision: 5c1cf7f6197c
-- create_date: 2024-03-15 14:41:51+00:00

-- migrate:upgrade
CREATE TABLE services (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  text NOT NULL,
    price billing.money_amount
);
CREATE TABLE crane_services (
    max_tonnes real NOT NULL CHECK (max_tonnes > 0),
    LIKE services INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY
);
CREATE TABLE diving_services () INHERITS (services);
INSERT INTO services (name, price) VALUES ('Laundry', 5), ('Wi-Fi; 24 h', 3);
INSERT INTO crane_services (name, price, max_tonnes) VALUES ('Crane', 120, 2e1);
INSERT INTO diving_services (id, name, price) OVERRIDING SYSTEM VALUE VALUES (900, 'Hull', 90);
-- migrate:downgrade
DROP TABLE diving_services;
DROP TABLE crane_services;
DROP TABLE services;
