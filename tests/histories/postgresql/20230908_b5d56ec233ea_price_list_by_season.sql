-- Price list by season
--
-- revision: b5d56ec233ea
-- down_revision: e636b5d0c180
-- create_date: 2023-09-08 16:45:36+00:00

-- migrate:upgrade
CREATE TABLE prices (
    marina_id bigint NOT NULL REFERENCES marinas (id) ON DELETE CASCADE,
    season    int4range NOT NULL,
    per_metre billing.money_amount NOT NULL,
    currency  char(3) NOT NULL DEFAULT 'EUR',
    EXCLUDE USING gist (int8range(marina_id, marina_id, '[]') WITH &&, season WITH &&)
);
INSERT INTO prices (marina_id, season, per_metre)
SELECT id, s.season::int4range, s.price
  FROM marinas
  CROSS JOIN (VALUES ('[1,152)', 1.20), ('[152,274)', 2.75), ('[274,367)', 1.2)) AS s (season, price);

CREATE FUNCTION price_of(berth bigint, stay daterange) RETURNS numeric
    LANGUAGE sql STABLE
AS '
    SELECT sum(p.per_metre * b.length_m)
      FROM public.berths AS b
      JOIN public.prices AS p USING (marina_id)
      JOIN generate_series(lower(stay), upper(stay) - 1, ''1 day'') AS d (day)
        ON p.season @> extract(doy FROM d.day)::integer  -- ''doy'' starts at 1;
     WHERE b.id = berth
';
-- migrate:downgrade
DROP FUNCTION price_of(bigint, daterange);
DROP TABLE prices;
