A script for psql does what `upgrade` does, and refuses a database that is elsewhere
--- needs postgresql
--- file versions/1.sql
-- Create users
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE users (id integer PRIMARY KEY);
-- migrate:downgrade
DROP TABLE users;
--- file versions/2.sql
-- Add email
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
ALTER TABLE users ADD COLUMN email text;
SELECT set_config('search_path', '', false);
-- migrate:downgrade
ALTER TABLE public.users DROP COLUMN email;
--- file versions/3.sql
-- Index email
-- revision: r3
-- down_revision: r2
-- migrate:upgrade transaction:false
CREATE INDEX CONCURRENTLY users_email ON public.users (email);
-- migrate:downgrade
DROP INDEX public.users_email;
--- run
# The database of the URL is not asked: it does not even exist.
$ migrate -d postgresql://nobody@127.0.0.1:1/nowhere upgrade --sql > up.sql
$ cat up.sql
| -- SQL script by migrate 0.1.0
| -- Range:  base -> head
| -- Engine: PostgreSQL
| -- Run it: psql -X -f SCRIPT DATABASE
| -- It stops at the first error.
|
| \set ON_ERROR_STOP on
| \set ON_ERROR_ROLLBACK off
| \set AUTOCOMMIT on
| \set SINGLELINE off
| \set FETCH_COUNT 0
| \pset pager off
| \encoding UTF8
|
| -- Where the version table is, or would be made. Each statement on it names that schema: a revision
| -- that changes search_path cannot hide it.
| SELECT coalesce(n.nspname, pg_catalog.current_schema(), '') AS migrate_schema, c.oid IS NOT NULL AS migrate_found
|   FROM (SELECT pg_catalog.to_regclass('"migrate_version"') AS oid) AS r
|   LEFT JOIN pg_catalog.pg_class AS c ON c.oid = r.oid
|   LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \gset
|
| -- The guard: goes on only if the database is where this script starts.
| \set migrate_rows ''
| \if :migrate_found
|   SELECT coalesce(string_agg(version_num, ', ' ORDER BY version_num COLLATE "C"), '') AS migrate_rows
|     FROM :"migrate_schema"."migrate_version" \gset
| \endif
| SELECT :'migrate_rows' = '' AS migrate_here,
|        format('BEGIN RAISE EXCEPTION USING MESSAGE = %L; END',
|               'migrate: this script starts at base, but the database is at ' || coalesce(nullif(:'migrate_rows', ''), 'base')
|                 || '; nothing was changed') AS migrate_stop \gset
| \if :migrate_here
| \else
|   DO :'migrate_stop';
|   \quit
| \endif
|
| CREATE TABLE IF NOT EXISTS :"migrate_schema"."migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
|
| -- Running upgrade  -> r1, Create users
| BEGIN;
| CREATE TABLE users (id integer PRIMARY KEY);
|
| ;
| WITH changed AS (INSERT INTO :"migrate_schema"."migrate_version" (version_num) VALUES ('r1') RETURNING 1)
| SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
| COMMIT;
|
| -- Running upgrade r1 -> r2, Add email
| BEGIN;
| ALTER TABLE users ADD COLUMN email text;
| SELECT set_config('search_path', '', false);
|
| ;
| WITH changed AS (UPDATE :"migrate_schema"."migrate_version" SET version_num = 'r2' WHERE version_num = 'r1' RETURNING 1)
| SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
| COMMIT;
|
| -- Running upgrade r2 -> r3, Index email
| -- (transaction:false: each statement stands on its own)
| CREATE INDEX CONCURRENTLY users_email ON public.users (email);
|
| ;
| SELECT pg_catalog.now() = pg_catalog.statement_timestamp() AS migrate_outside \gset
| \if :migrate_outside
| \else
|   DO $$ BEGIN RAISE EXCEPTION 'migrate: this transaction:false section ended inside a transaction of its own, which was rolled back'; END $$;
|   \quit
| \endif
| BEGIN;
| WITH changed AS (UPDATE :"migrate_schema"."migrate_version" SET version_num = 'r3' WHERE version_num = 'r2' RETURNING 1)
| SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE ('migrate: ' || pg_catalog.count(*) || ' version rows changed, not 1; rolled back')::pg_catalog.int4 END AS migrate_changed FROM changed \gset
| COMMIT;
|
$ psql -X -w -q '{pg}' -f up.sql
|  set_config 
| ------------
|  
| (1 row)
|
$ migrate -d '{pg}' current
| r3 (head)
$ migrate -d '{pg}' upgrade
! Nothing to do: the database is at r3 ({pg}).
# The guard, with and without ON_ERROR_STOP.
$ psql -X -w -q '{pg}' -f up.sql
! psql:up.sql:34: ERROR:  migrate: this script starts at base, but the database is at r3; nothing was changed
! CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE
= 3
$ psql -X -w -q -v ON_ERROR_STOP=1 '{pg}' -f up.sql
! psql:up.sql:34: ERROR:  migrate: this script starts at base, but the database is at r3; nothing was changed
! CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE
= 3
$ migrate -d '{pg}' downgrade r3:base --sql -o down.sql && psql -X -w -q '{pg}' -f down.sql
! Wrote down.sql
$ migrate -d '{pg}' current
$ psql -X -w -A -t '{pg}' -c 'SELECT count(*) FROM migrate_version'
| 0
$ psql -X -w -q '{pg}' -f down.sql
! psql:down.sql:34: ERROR:  migrate: this script starts at r3, but the database is at base; nothing was changed
! CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE
= 3
$ migrate -d '{pg}' upgrade r1:r2 --sql --single-transaction > step.sql; psql -X -w -q '{pg}' -f step.sql
! psql:step.sql:34: ERROR:  migrate: this script starts at r1, but the database is at base; nothing was changed
! CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE
= 3
$ migrate -d '{pg}' upgrade --sql --single-transaction
! error: versions/3.sql:4: revision r3 cannot run in one transaction with the others: its section is marked transaction:false
! hint: run without --single-transaction and with `transaction = revision`
= 2
$ migrate -q -d '{pg}' upgrade r1 && psql -X -w -q '{pg}' -f step.sql
|  set_config 
| ------------
|  
| (1 row)
|
$ migrate -d '{pg}' current
| r2
