-- Reporting: occupancy by quarter
--
-- revision: bfa497dc7b3f
-- down_revision: 81d369bd2e01
-- depends_on: 513a30e1014e
-- create_date: 2024-02-14 16:14:11+00:00

-- migrate:upgrade
CREATE TABLE reporting.occupancy_history AS
SELECT c.quarter, o.marina_id, avg(o.taken)::numeric(6, 3) AS taken
  FROM public.occupancy AS o JOIN reporting.calendar AS c USING (day)
 GROUP BY c.quarter, o.marina_id
 ORDER BY 1, 2;
ALTER TABLE reporting.occupancy_history ADD PRIMARY KEY (quarter, marina_id);
CREATE STATISTICS reporting.occupancy_stats (dependencies, ndistinct)
    ON quarter, marina_id FROM reporting.occupancy_history;
-- migrate:downgrade
DROP TABLE reporting.occupancy_history;
