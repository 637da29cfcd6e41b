-- Create products
--
-- revision: 154d3e4953f7
-- down_revision: 025786858b3b
-- create_date: 2026-02-27 17:45:54+00:00

-- migrate:upgrade
CREATE TABLE products (
  id    INTEGER PRIMARY KEY,
  name  VARCHAR(200) NOT NULL,
  price NUMERIC(10, 2) NOT NULL CHECK (price >= 0)
);

INSERT INTO products (id, name, price) VALUES
  (1, 'Teapot', 24.90),
  (2, 'Cup; white', 6.50),
  (3, 'Baker''s dozen of spoons', 13.00);

-- migrate:downgrade
DROP TABLE products;
