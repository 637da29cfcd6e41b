-- Orders have a status
--
-- revision: 572639b43112
-- down_revision: 637cafec7ad6
-- create_date: 2026-05-23 09:16:13+00:00

-- migrate:upgrade
ALTER TABLE orders ADD COLUMN status VARCHAR(10) NOT NULL DEFAULT 'open'
  CHECK (status IN ('open', 'paid', 'sent', 'cancelled'));
CREATE INDEX orders_open ON orders (placed_on) WHERE status = 'open';

-- migrate:downgrade
DROP INDEX orders_open;
ALTER TABLE orders DROP COLUMN status;
