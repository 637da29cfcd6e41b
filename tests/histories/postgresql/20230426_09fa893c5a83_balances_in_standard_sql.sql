-- Balances in standard SQL
--
-- revision: 09fa893c5a83
-- down_revision: 25493a4bcfea
-- create_date: 2023-04-26 11:14:28+00:00

-- migrate:upgrade
CREATE FUNCTION billing.balance(account text, OUT debit numeric, OUT credit numeric)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce(sum(CASE WHEN e.debit = account THEN e.amount ELSE 0 END), 0),
           coalesce(sum(CASE WHEN e.credit = account THEN e.amount END), 0)
      FROM billing.entries AS e;
END;

CREATE FUNCTION billing.rename_account(old_code text, new_name text) RETURNS text
    LANGUAGE sql
BEGIN ATOMIC
    UPDATE billing.accounts SET name = new_name WHERE code = old_code;
    SELECT CASE WHEN new_name = '' THEN 'empty; why?' ELSE new_name END;
END;

CREATE FUNCTION billing.vat(net numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT
    RETURN round(net * 0.22, 2);

SELECT billing.rename_account('1000', 'Cash; petty');

-- migrate:downgrade
SELECT billing.rename_account('1000', 'Cash');
DROP FUNCTION billing.vat(numeric);
DROP FUNCTION billing.rename_account(text, text);
DROP FUNCTION billing.balance(text);
