-- Reporting: schema and calendar
--
-- The reporting team has its own base; it reads the application's tables
-- and nothing of the application reads theirs.
--
-- revision: 3117de82073e
-- down_revision:
-- branch_labels: reporting
-- depends_on: b5d56ec233ea
-- create_date: 2023-10-08 10:37:19+00:00

-- migrate:upgrade
CREATE SCHEMA reporting;
ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO PUBLIC;
CREATE TABLE reporting.calendar (
    day     date PRIMARY KEY,
    week    smallint NOT NULL,
    quarter smallint NOT NULL
);
INSERT INTO reporting.calendar
SELECT d::date, extract(week FROM d), extract(quarter FROM d)
  FROM generate_series('2023-01-01'::timestamp, '2023-12-31', '1 day') AS d;
-- migrate:downgrade
DROP TABLE reporting.calendar;
ALTER DEFAULT PRIVILEGES IN SCHEMA reporting REVOKE SELECT ON TABLES FROM PUBLIC;
DROP SCHEMA reporting;
