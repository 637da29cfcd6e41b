-- Loyalty points
--
-- revision: 92b09afbbcf6
-- down_revision: 49d35117f28a
-- create_date: 2024-07-03 10:01:40+00:00

-- migrate:upgrade
CREATE TABLE public.points (
    customer_id bigint PRIMARY KEY REFERENCES public.customers (id) ON DELETE CASCADE,
    points      integer NOT NULL DEFAULT 0,
    history     int4multirange NOT NULL DEFAULT '{}',
    details     xml
);
WITH RECURSIVE tiers (tier, needed) AS (
    VALUES (1, 100)
    UNION ALL
    SELECT tier + 1, needed * 2 FROM tiers WHERE tier < 4
)
INSERT INTO public.points (customer_id, points, history)
SELECT c.id, t.needed, int4multirange(int4range(0, t.needed))
  FROM public.customers AS c
  JOIN tiers AS t ON t.tier = 1 + c.id % 4;
-- migrate:downgrade
DROP TABLE public.points;
