-- One customer per e-mail address
--
-- Addresses that differ only in case were the most frequent cause of duplicate
-- customers.
--
-- revision: a17f4a86891d
-- down_revision: 37adc019d3fe
-- create_date: 2026-04-02 12:00:20+00:00

-- migrate:upgrade
CREATE UNIQUE INDEX customers_email ON customers (lower(email));

-- migrate:downgrade
DROP INDEX customers_email;
