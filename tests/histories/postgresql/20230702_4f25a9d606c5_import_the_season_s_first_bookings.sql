-- Import the season's first bookings
--
-- revision: 4f25a9d606c5
-- down_revision: e568bf7a6ea8
-- create_date: 2023-07-02 10:54:04+00:00

-- migrate:upgrade
/* Generated from the paper calendar.
   /* A nested comment; with a quote ' and a dollar $$ */
   still a comment; DROP TABLE bookings; */
INSERT INTO bookings (berth_id, vessel_id, stay, state)
SELECT b.id, v.id,
       daterange(DATE '2023-07-01' + (v.rank * 7)::int, DATE '2023-07-05' + (v.rank * 7)::int, '[)'),
       CASE WHEN v.rank = 2 THEN 'cancelled' ELSE 'confirmed' END::booking_state
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM vessels) AS v
  CROSS JOIN LATERAL (
      SELECT id FROM berths WHERE length_m >= 8 ORDER BY id OFFSET v.rank LIMIT 1
  ) AS b;
-- migrate:downgrade
DELETE FROM bookings;
