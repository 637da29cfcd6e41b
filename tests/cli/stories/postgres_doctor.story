`doctor` on PostgreSQL: what the role lacks, indexes that are INVALID, a server that is not there
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
INSERT INTO one VALUES (1), (1);
-- migrate:downgrade
--- file versions/2.sql
-- Index
-- revision: r2
-- down_revision: r1
-- migrate:upgrade transaction:false
CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);
-- migrate:downgrade
--- run
$ migrate -q upgrade r1
$ migrate doctor | sed -E 's/(PostgreSQL [0-9]+)[^,]*, database [^,]+, as .*/\1, database DATABASE, as USER/; s/PostgreSQL [0-9]+/PostgreSQL N/'
| ok    settings       no migrate.ini, the defaults, section [migrate], {pg}
| ok    files          2 revisions, all sound
| ok    heads          r2
| ok    connection     PostgreSQL N, database DATABASE, as USER
| ok    pooler         none stands before the server that would show
| ok    permissions    this role may make and change tables in the schema "public"
| ok    indexes        all are valid
| ok    version table  public.migrate_version: r1
| ok    history table  public.migrate_history: last upgrade r1, {moment} by {who}
| ok    lock           free: nobody is migrating this database
| ok    revisions      1 revision applied, the file is as applied

# An index whose build failed, and the section that was not finished.
$ migrate -q upgrade 2>/dev/null
= 1
$ migrate doctor | grep -A1 FAIL
| FAIL  indexes        public.one_id on public.one is INVALID: no query uses it, and every write still pays for it
|       hint: REINDEX INDEX CONCURRENTLY public.one_id; or DROP INDEX CONCURRENTLY public.one_id
| --
| FAIL  revisions      versions/2.sql: the upgrade of revision r2 was begun {moment} by {who} and not finished: 0 of its statements are done, outside a transaction
|       hint: `migrate upgrade r2` goes on with it, or says what it needs to know
! error: 2 things are wrong
! hint: what to do about it stands under each line that begins with FAIL

# A schema in which the version table cannot be made.
$ printf '[migrate]\nversion_table_schema = nowhere\n' > other.ini
$ migrate -c other.ini doctor | grep -A1 FAIL
| FAIL  permissions    the schema "nowhere" for the version table does not exist
|       hint: create it first: CREATE SCHEMA "nowhere"
| FAIL  indexes        public.one_id on public.one is INVALID: no query uses it, and every write still pays for it
|       hint: REINDEX INDEX CONCURRENTLY public.one_id; or DROP INDEX CONCURRENTLY public.one_id
! error: 2 things are wrong
! hint: what to do about it stands under each line that begins with FAIL
$ echo 'ALTER DATABASE :"DBNAME" SET default_transaction_read_only = on' | psql -X -w -q '{pg}'
$ migrate doctor | grep -A1 FAIL | head -2 | sed -E 's/PostgreSQL .*:/PostgreSQL N:/'
| FAIL  connection     PostgreSQL N: its transactions are read-only
|       hint: find default_transaction_read_only in the URL's options, or see who set it: ALTER ROLE or ALTER DATABASE ... RESET default_transaction_read_only
! error: 3 things are wrong
! hint: what to do about it stands under each line that begins with FAIL

# Nobody listens there.
$ migrate -d 'postgresql://u:secret@127.0.0.1:1/d?connect_timeout=2' doctor | grep -A1 FAIL
| FAIL  connection     cannot connect to the database: connection to server at "127.0.0.1", port 1 failed: Connection refused
|       hint: is the server running, and is this its host and port?
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
