-- Daily statistics
--
-- revision: 8e47333d4b40
-- down_revision: 333ce9a83548
-- create_date: 2025-01-26 09:10:35+00:00

-- migrate:upgrade
CREATE TABLE daily_stats (
  day   TEXT NOT NULL,
  name  TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (day, name)
) STRICT, WITHOUT ROWID;

WITH per_day (day, notes) AS (
  SELECT substr(created_at, 1, 10), count(*) FROM notes GROUP BY 1
)
INSERT INTO daily_stats (day, name, value)
SELECT day, 'notes', notes FROM per_day
UNION ALL
SELECT day, 'notes.total', sum(notes) OVER (ORDER BY day ROWS UNBOUNDED PRECEDING) FROM per_day
UNION ALL
SELECT day, 'notes.delta', notes - lag(notes, 1, 0) OVER w FROM per_day WINDOW w AS (ORDER BY day);
-- migrate:downgrade
DROP TABLE daily_stats;
