-- Create orders
--
-- revision: 37adc019d3fe
-- down_revision: 154d3e4953f7
-- create_date: 2026-03-13 10:37:13+00:00

-- migrate:upgrade
CREATE TABLE orders (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  placed_on   DATE NOT NULL
);

CREATE TABLE order_lines (
  order_id   INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_id, product_id)
);

-- migrate:downgrade
DROP TABLE order_lines;
DROP TABLE orders;
