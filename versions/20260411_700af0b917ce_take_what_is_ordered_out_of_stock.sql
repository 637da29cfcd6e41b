-- Take what is ordered out of stock
--
-- revision: 700af0b917ce
-- down_revision: bf528ee8489a
-- create_date: 2026-04-11 15:24:38+00:00

-- migrate:upgrade engine:sqlite
CREATE TRIGGER order_lines_stock AFTER INSERT ON order_lines
BEGIN
  UPDATE stock SET quantity = quantity - NEW.quantity WHERE product_id = NEW.product_id;
END;

-- migrate:upgrade engine:postgresql
CREATE FUNCTION take_out_of_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE stock SET quantity = quantity - NEW.quantity WHERE product_id = NEW.product_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER order_lines_stock AFTER INSERT ON order_lines
  FOR EACH ROW EXECUTE FUNCTION take_out_of_stock();

-- migrate:downgrade engine:sqlite
DROP TRIGGER order_lines_stock;

-- migrate:downgrade engine:postgresql
DROP TRIGGER order_lines_stock ON order_lines;
DROP FUNCTION take_out_of_stock();
