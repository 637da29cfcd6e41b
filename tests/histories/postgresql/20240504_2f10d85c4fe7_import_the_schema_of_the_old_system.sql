-- Import the schema of the old system
--
-- Made by pg_dump from the desktop program's database, as it came. It empties the
-- search path; whatever follows in the same session must name its schemas.
--
-- revision: 2f10d85c4fe7
-- down_revision: 39706e7d1c1f
-- branch_labels: legacy
-- depends_on: bfa497dc7b3f
-- create_date: 2024-05-04 17:27:49+00:00

-- migrate:upgrade
SET statement_timeout = 0;
SET lock_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: legacy; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA legacy;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: guests; Type: TABLE; Schema: legacy; Owner: -
--

CREATE TABLE legacy.guests (
    id integer NOT NULL,
    "Name" character varying(80) DEFAULT ''::character varying NOT NULL,
    since date
);

CREATE SEQUENCE legacy.guests_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE legacy.guests_id_seq OWNED BY legacy.guests.id;

ALTER TABLE ONLY legacy.guests ALTER COLUMN id SET DEFAULT nextval('legacy.guests_id_seq'::regclass);

INSERT INTO legacy.guests VALUES (1, 'Ada', '1999-12-31');
INSERT INTO legacy.guests VALUES (2, 'O''Neil; "C"', NULL);

SELECT pg_catalog.setval('legacy.guests_id_seq', 2, true);

ALTER TABLE ONLY legacy.guests
    ADD CONSTRAINT guests_pkey PRIMARY KEY (id);

--
-- PostgreSQL database dump complete
--

-- migrate:downgrade
DROP SCHEMA legacy CASCADE;
