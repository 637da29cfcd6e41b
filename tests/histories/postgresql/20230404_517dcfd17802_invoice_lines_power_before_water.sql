-- Invoice lines: power before water
--
-- revision: 517dcfd17802
-- down_revision: 4001a7c8c5a7
-- create_date: 2023-04-04 12:17:58+00:00

-- migrate:upgrade
SET CONSTRAINTS ALL DEFERRED;
UPDATE billing.invoice_lines
   SET position = CASE position WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE position END
 WHERE invoice = 20230001;
-- migrate:downgrade
SET CONSTRAINTS ALL DEFERRED;
UPDATE billing.invoice_lines SET position = 3 - position WHERE invoice = 20230001;
