-- The old system is switched off
--
-- revision: 49390e6e3d68
-- down_revision: 92b09afbbcf6
-- create_date: 2024-07-19 13:06:13+00:00

-- migrate:upgrade
LOCK TABLE legacy.guests IN ACCESS EXCLUSIVE MODE;
DROP SCHEMA legacy CASCADE;
-- migrate:downgrade
CREATE SCHEMA legacy;
CREATE TABLE legacy.guests (
    id     serial PRIMARY KEY,
    "Name" character varying(80) DEFAULT ''::character varying NOT NULL,
    since  date
);
INSERT INTO legacy.guests ("Name", since) VALUES ('Ada', '1999-12-31'), ('O''Neil; "C"', NULL);
