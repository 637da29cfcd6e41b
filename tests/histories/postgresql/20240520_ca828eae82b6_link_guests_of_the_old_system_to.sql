-- Link guests of the old system to customers
--
-- revision: ca828eae82b6
-- down_revision: 2f10d85c4fe7
-- create_date: 2024-05-20 11:16:28+00:00

-- migrate:upgrade
CREATE TABLE public.customer_guests (
    customer_id bigint NOT NULL REFERENCES public.customers (id) ON DELETE CASCADE,
    guest_id    integer NOT NULL,
    PRIMARY KEY (customer_id, guest_id)
);
INSERT INTO public.customer_guests (customer_id, guest_id)
SELECT c.id, g.id
  FROM legacy.guests AS g
  JOIN LATERAL (
      SELECT id FROM public.customers
       WHERE name ILIKE '%' || split_part(g."Name", ';', 1) || '%'
       ORDER BY id LIMIT 1
  ) AS c ON true;
-- migrate:downgrade
DROP TABLE public.customer_guests;
