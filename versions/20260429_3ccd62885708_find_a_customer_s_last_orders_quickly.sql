-- Find a customer's last orders quickly
--
-- revision: 3ccd62885708
-- down_revision: a17f4a86891d
-- create_date: 2026-04-29 12:28:47+00:00

-- migrate:upgrade
CREATE INDEX orders_by_customer ON orders (customer_id, placed_on);

-- migrate:downgrade
DROP INDEX orders_by_customer;

-- migrate:upgrade engine:postgresql transaction:false
-- The shop stays open meanwhile.
CREATE INDEX CONCURRENTLY orders_by_customer ON orders (customer_id, placed_on);

-- migrate:downgrade engine:postgresql transaction:false
DROP INDEX CONCURRENTLY orders_by_customer;
