-- Reporting: revenue by week
--
-- revision: 81d369bd2e01
-- down_revision: 3117de82073e
-- depends_on: billing
-- create_date: 2023-10-15 11:45:17+00:00

-- migrate:upgrade
CREATE VIEW reporting.revenue AS
SELECT c.week,
       c.quarter,
       sum(e.amount) FILTER (WHERE e.credit = '8400') AS revenue,
       sum(sum(e.amount)) OVER (PARTITION BY c.quarter ORDER BY c.week
                                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running
  FROM reporting.calendar AS c
  JOIN billing.entries AS e ON e.at = c.day
 GROUP BY ROLLUP (c.quarter, c.week);
-- migrate:downgrade
DROP VIEW reporting.revenue;
