-- Count what is in stock
--
-- revision: bf528ee8489a
-- down_revision: 37adc019d3fe
-- branch_labels: stock
-- create_date: 2026-03-31 08:04:54+00:00

-- migrate:upgrade
CREATE TABLE stock (
  product_id INTEGER PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  quantity   INTEGER NOT NULL DEFAULT 0 CHECK (quantity >= 0)
);

INSERT INTO stock (product_id) SELECT id FROM products;

-- migrate:downgrade
DROP TABLE stock;
