-- Countries as a table
--
-- revision: 5c1cf7f6197c
-- down_revision: 7069911eddd0
-- create_date: 2024-03-12 14:21:20+00:00

-- migrate:upgrade
CREATE UNLOGGED TABLE country_import (line text);
INSERT INTO country_import VALUES ('AT;Österreich'), ('IT;Italia'), ('PL;Polska'), ('XX;"nowhere"; really');
CREATE TABLE countries (
    code char(2) PRIMARY KEY,
    name text NOT NULL
);
INSERT INTO countries (code, name)
SELECT DISTINCT ON (split_part(line, ';', 1))
       split_part(line, ';', 1), substr(line, strpos(line, ';') + 1)
  FROM country_import
 ORDER BY split_part(line, ';', 1);
DROP TABLE country_import;
ALTER TABLE marinas ADD FOREIGN KEY (country) REFERENCES countries (code) ON UPDATE CASCADE;
-- migrate:downgrade
ALTER TABLE marinas DROP CONSTRAINT marinas_country_fkey;
DROP TABLE countries;
