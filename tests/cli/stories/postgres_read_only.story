Reading needs no write permission, and a changed search_path hides nothing
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- From pg_dump
-- revision: r1
-- down_revision:
-- migrate:upgrade
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.one (id integer);
-- migrate:downgrade
SET search_path = '';
DROP TABLE public.one;
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE public.two (id integer);
-- migrate:downgrade
DROP TABLE public.two;
--- run
$ migrate upgrade
! Running upgrade  -> r1, From pg_dump
! Running upgrade r1 -> r2, Two
! Upgraded 2 revisions: the database is at r2 ({pg}), in {time}.
$ PGOPTIONS='-c default_transaction_read_only=on' migrate current
| r2 (head)
$ PGOPTIONS='-c default_transaction_read_only=on' migrate status
| applied  r1  From pg_dump
| applied  r2  Two
| Nothing to do: the database is up to date.
$ sed -i.before 's/two (id integer)/two (id bigint)/' versions/2.sql
$ PGOPTIONS='-c default_transaction_read_only=on' migrate status
| applied  r1  From pg_dump
| applied  r2  Two
| `upgrade` would refuse: the file of r2 (versions/2.sql:4) was changed since it was applied. `migrate verify` shows what is different; restore it, or take it as it is now with `migrate repair --accept r2`.
$ mv versions/2.sql.before versions/2.sql
$ migrate downgrade base
! Running downgrade r2 -> r1, Two
! Running downgrade r1 -> , From pg_dump
! Downgraded 2 revisions: the database is at base ({pg}), in {time}.
--- file migrate.ini
[migrate]
version_table = Odd "name"
version_table_schema = other schema
--- run
$ migrate upgrade r1
! error: schema "other schema" does not exist [3F000]
! hint: create it first: CREATE SCHEMA "other schema"
= 1
$ psql -X -w -q '{pg}' -c 'CREATE SCHEMA "other schema"' && migrate upgrade r1
! Running upgrade  -> r1, From pg_dump
! Upgraded 1 revision: the database is at r1 ({pg}), in {time}.
$ migrate current
| r1
$ psql -X -w -A -t '{pg}' -c 'SELECT * FROM "other schema"."Odd ""name"""'
| r1
