-- Open invoices at a glance
--
-- revision: 91c3896a6613
-- down_revision: 09fa893c5a83
-- create_date: 2023-05-09 10:37:54+00:00

-- migrate:upgrade
CREATE VIEW billing.open_invoices AS
SELECT i.number, c.name, c.email, sum(l.total) AS total, i.issued_on + 14 AS due_on
  FROM billing.invoices AS i
  JOIN customers AS c ON c.id = i.customer_id
  JOIN billing.invoice_lines AS l ON l.invoice = i.number
 WHERE i.paid_on IS NULL
 GROUP BY i.number, c.name, c.email;
COMMENT ON VIEW billing.open_invoices IS E'What is owed\nas of today; line two';

-- migrate:downgrade
DROP VIEW billing.open_invoices;
