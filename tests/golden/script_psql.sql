-- SQL script by migrate 0.1.0
-- Range:  from one to the other
-- Engine: PostgreSQL
-- Run it: psql -X -f SCRIPT DATABASE
-- It stops at the first error.

\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set SINGLELINE off
\set FETCH_COUNT 0
\pset pager off
\encoding UTF8

-- Where the version table is, or would be made. Each statement on it names that schema: a revision
-- that changes search_path cannot hide it.
SELECT coalesce(n.nspname, pg_catalog.current_schema(), '') AS migrate_schema, c.oid IS NOT NULL AS migrate_found
  FROM (SELECT pg_catalog.to_regclass('"migrate_version"') AS oid) AS r
  LEFT JOIN pg_catalog.pg_class AS c ON c.oid = r.oid
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \gset

-- The guard: goes on only if the database is where this script starts.
\set migrate_rows ''
\if :migrate_found
  SELECT coalesce(string_agg(version_num, ', ' ORDER BY version_num COLLATE "C"), '') AS migrate_rows
    FROM :"migrate_schema"."migrate_version" \gset
\endif
SELECT :'migrate_rows' = '' AS migrate_here,
       format('BEGIN RAISE EXCEPTION USING MESSAGE = %L; END',
              'migrate: this script starts at base, but the database is at ' || coalesce(nullif(:'migrate_rows', ''), 'base')
                || '; nothing was changed') AS migrate_stop \gset
\if :migrate_here
\else
  DO :'migrate_stop';
  \quit
\endif

CREATE TABLE IF NOT EXISTS :"migrate_schema"."migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);

-- Running upgrade  -> aaa, a revision
BEGIN;
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);


;
WITH changed AS (INSERT INTO :"migrate_schema"."migrate_version" (version_num) VALUES ('aaa') RETURNING 1)
SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
COMMIT;

-- Running upgrade aaa -> bbb, a revision
BEGIN;
INSERT INTO users VALUES (1, 'it''s

:here; -- no comment');
UPDATE users SET email = 'b' -- no semicolon, no line end
;
WITH changed AS (UPDATE :"migrate_schema"."migrate_version" SET version_num = 'bbb' WHERE version_num = 'aaa' RETURNING 1)
SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
COMMIT;

-- Running upgrade bbb -> ccc, a revision
-- (transaction:false: each statement stands on its own)
CREATE INDEX CONCURRENTLY users_email ON users (email);

;
SELECT pg_catalog.now() = pg_catalog.statement_timestamp() AS migrate_outside \gset
\if :migrate_outside
\else
  DO $$ BEGIN RAISE EXCEPTION 'migrate: this transaction:false section ended inside a transaction of its own, which was rolled back'; END $$;
  \quit
\endif
BEGIN;
WITH changed AS (UPDATE :"migrate_schema"."migrate_version" SET version_num = 'ccc' WHERE version_num = 'bbb' RETURNING 1)
SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
COMMIT;

