-- List what can be ordered now
--
-- revision: e8a45d12a81e
-- down_revision: 3ccd62885708
-- depends_on: bf528ee8489a
-- create_date: 2026-05-03 09:50:31+00:00

-- migrate:upgrade
CREATE VIEW available_products AS
SELECT p.id, p.name, p.price, s.quantity
  FROM products AS p
  JOIN stock AS s ON s.product_id = p.id
 WHERE s.quantity > 0;

-- migrate:downgrade
DROP VIEW available_products;
