-- Create customers
--
-- revision: 025786858b3b
-- down_revision:
-- create_date: 2026-02-16 10:53:01+00:00

-- migrate:upgrade
CREATE TABLE customers (
  id    INTEGER PRIMARY KEY,
  name  VARCHAR(100) NOT NULL,
  email VARCHAR(255) NOT NULL
);

-- migrate:downgrade
DROP TABLE customers;
