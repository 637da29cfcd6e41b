-- Customers
--
-- revision: 542fb17bf1c4
-- down_revision: 5c6d93102055
-- create_date: 2023-01-27 09:44:04+00:00

-- migrate:upgrade
CREATE TABLE customers (
    id    bigserial PRIMARY KEY,
    name  text NOT NULL,
    email text NOT NULL
);
CREATE UNIQUE INDEX customers_email_key ON customers (lower(email));

-- migrate:downgrade
DROP TABLE customers;
