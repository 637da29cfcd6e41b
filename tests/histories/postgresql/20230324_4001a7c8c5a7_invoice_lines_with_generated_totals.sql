-- Invoice lines with generated totals
--
-- revision: 4001a7c8c5a7
-- down_revision: deea57c6d3dd
-- create_date: 2023-03-24 13:32:41+00:00

-- migrate:upgrade
CREATE TABLE billing.invoice_lines (
    invoice  bigint NOT NULL REFERENCES billing.invoices (number)
             ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    position smallint NOT NULL CHECK (position > 0),
    text     text NOT NULL,
    quantity numeric(10, 3) NOT NULL DEFAULT 1,
    price    billing.money_amount NOT NULL,
    total    numeric(14, 2) GENERATED ALWAYS AS (round(quantity * price, 2)) STORED,
    PRIMARY KEY (invoice, position) DEFERRABLE
);

-- lines first: the foreign key is looked at when the transaction ends
INSERT INTO billing.invoice_lines (invoice, position, text, quantity, price)
VALUES (20230001, 1, 'Berth A-1; 3 nights', 3, 42.50),
       (20230001, 2, E'Water\\power -- flat', 1, 10);
INSERT INTO billing.invoices (customer_id, issued_on)
SELECT min(id), DATE '2023-05-01' FROM customers;

-- migrate:downgrade
DROP TABLE billing.invoice_lines;
DELETE FROM billing.invoices;
ALTER SEQUENCE billing.invoice_number RESTART;
