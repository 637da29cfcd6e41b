-- Calendar view of tasks
--
-- revision: 89ff728881eb
-- down_revision: 06bb0c203169
-- depends_on: cf2de50082c9
-- create_date: 2024-12-10 08:34:28+00:00

-- migrate:upgrade
CREATE TABLE calendars (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  colour TEXT NOT NULL DEFAULT '#3366cc' CHECK (colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  icon   TEXT REFERENCES blobs (digest)
);
INSERT INTO calendars (name, colour) VALUES ('Home', '#00aa55'), ('Büro', '#aa0000');
CREATE TABLE calendar_days AS
WITH RECURSIVE days (day) AS (
  VALUES ('2025-01-01')
  UNION ALL
  SELECT date(day, '+1 day') FROM days WHERE day < '2025-12-31'
)
SELECT day, CAST(strftime('%w', day) AS INTEGER) AS weekday, strftime('%W', day) AS week FROM days;
CREATE UNIQUE INDEX calendar_days_by_day ON calendar_days (day);
-- migrate:downgrade
DROP TABLE calendar_days;
DROP TABLE calendars;
