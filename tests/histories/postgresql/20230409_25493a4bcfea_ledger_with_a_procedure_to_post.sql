-- Ledger with a procedure to post
--
-- revision: 25493a4bcfea
-- down_revision: 517dcfd17802
-- create_date: 2023-04-09 10:16:35+00:00

-- migrate:upgrade
CREATE TABLE billing.accounts (
    code text PRIMARY KEY CHECK (code ~ '^\d{4}$'),
    name text NOT NULL
);
CREATE TABLE billing.entries (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      date NOT NULL,
    debit   text NOT NULL REFERENCES billing.accounts,
    credit  text NOT NULL REFERENCES billing.accounts,
    amount  billing.money_amount NOT NULL CHECK (amount > 0),
    memo    text,
    CHECK (debit <> credit)
);
INSERT INTO billing.accounts VALUES ('1000', 'Cash'), ('1200', 'Receivables'), ('8400', 'Revenue');

CREATE PROCEDURE billing.post(at date, debit text, credit text, amount numeric, memo text DEFAULT NULL)
    LANGUAGE plpgsql
AS $body$
DECLARE
    statement CONSTANT text := $sql$
        INSERT INTO billing.entries (at, debit, credit, amount, memo)
        VALUES ($1, $2, $3, $4, $5);  -- dollar signs inside of dollars: $$, $other$
    $sql$;
BEGIN
    EXECUTE statement USING at, debit, credit, amount, memo;
END
$body$;

CALL billing.post('2023-05-01', '1200', '8400', 137.50, 'invoice 20230001');
CALL billing.post('2023-05-09', '1000', '1200', 137.50, $m$paid; "thanks" -- it's done$m$);

-- migrate:downgrade
DROP PROCEDURE billing.post(date, text, text, numeric, text);
DROP TABLE billing.entries;
DROP TABLE billing.accounts;
