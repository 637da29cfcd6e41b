-- Billing gets a schema of its own
--
-- revision: deea57c6d3dd
-- down_revision: e568bf7a6ea8
-- branch_labels: billing
-- create_date: 2023-03-16 14:52:15+00:00

-- migrate:upgrade
CREATE SCHEMA billing;
COMMENT ON SCHEMA billing IS 'Money. Nothing here is ever deleted.';

CREATE DOMAIN billing.money_amount AS numeric(14, 2) CHECK (VALUE = round(VALUE, 2));
CREATE SEQUENCE billing.invoice_number START 20230001 INCREMENT 1 MINVALUE 20230001 NO CYCLE CACHE 1;

CREATE TABLE billing.invoices (
    number      bigint PRIMARY KEY DEFAULT nextval('billing.invoice_number'),
    customer_id bigint NOT NULL REFERENCES customers (id),
    issued_on   date NOT NULL,
    paid_on     date,
    CONSTRAINT paid_after_issue CHECK (paid_on >= issued_on)
);
ALTER SEQUENCE billing.invoice_number OWNED BY billing.invoices.number;
GRANT USAGE ON SCHEMA billing TO PUBLIC;
GRANT SELECT ON billing.invoices TO PUBLIC;

-- migrate:downgrade
DROP TABLE billing.invoices;
DROP DOMAIN billing.money_amount;
DROP SCHEMA billing;
