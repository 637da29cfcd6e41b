-- An operator for "fits into"
--
-- revision: efa52a5916e0
-- down_revision: 75adc41f1855
-- create_date: 2024-01-13 17:59:16+00:00

-- migrate:upgrade
CREATE FUNCTION fits(dimensions, numeric) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).length_m <= $2 $$;
CREATE OPERATOR <=| (LEFTARG = dimensions, RIGHTARG = numeric, FUNCTION = fits);
CREATE AGGREGATE longest(numeric) (SFUNC = numeric_larger, STYPE = numeric);
CREATE CAST (dimensions AS text) WITH INOUT AS ASSIGNMENT;
SELECT count(*) FROM vessels, berths WHERE size <=| length_m AND 2 <> - 1;
-- migrate:downgrade
DROP CAST (dimensions AS text);
DROP AGGREGATE longest(numeric);
DROP OPERATOR <=| (dimensions, numeric);
DROP FUNCTION fits(dimensions, numeric);
