-- Stock for the opening day
--
-- revision: 637cafec7ad6
-- down_revision: 5282a144dfb0
-- create_date: 2026-05-12 13:12:27+00:00

-- migrate:upgrade
UPDATE stock SET quantity = CASE product_id WHEN 1 THEN 12 WHEN 2 THEN 144 ELSE 30 END;

INSERT INTO customers (id, name, email) VALUES (1, 'Zoë Müller', 'Zoe@example.org');
INSERT INTO orders (id, customer_id, placed_on) VALUES (1, 1, '2026-03-02');
INSERT INTO order_lines (order_id, product_id, quantity) VALUES (1, 1, 1), (1, 2, 6);

-- migrate:downgrade
DELETE FROM order_lines WHERE order_id = 1;
DELETE FROM orders WHERE id = 1;
DELETE FROM customers WHERE id = 1;
UPDATE stock SET quantity = 0;
