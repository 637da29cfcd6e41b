-- Overview for the harbour master
--
-- revision: 952fb679259b
-- down_revision: ae3ca536c071
-- create_date: 2024-05-28 16:56:56+00:00

-- migrate:upgrade
CREATE VIEW public.today WITH (security_barrier = true) AS
SELECT m.name AS marina, b.name AS berth, v.name AS vessel, k.state, k.reference
  FROM public.bookings AS k
  JOIN public.berths AS b ON b.id = k.berth_id
  JOIN public.marinas AS m ON m.id = b.marina_id
  LEFT JOIN public.vessels AS v ON v.id = k.vessel_id
 WHERE k.stay @> CURRENT_DATE;
CREATE VIEW public.confirmed AS
SELECT id, berth_id, stay, state FROM public.bookings WHERE state = 'confirmed'
  WITH LOCAL CHECK OPTION;
-- migrate:downgrade
DROP VIEW public.confirmed, public.today;
