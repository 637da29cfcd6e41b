SIGTERM cancels the running statement on the server
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- For ever
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
SELECT pg_sleep(3600);
-- migrate:downgrade
--- file interrupt
#!/bin/sh
# Sends a signal once the server sleeps, and gives the exit code.
env --default-signal=INT migrate upgrade 2>messages &
sleeps="SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND wait_event = 'PgSleep' AND datname = current_database()"
until test "$(psql -X -w -A -t "$DATABASE_URL" -c "$sleeps")" = 1; do sleep 0.05; done
kill "-$1" $!
wait $!
echo "exit $?"
cat messages >&2
--- run
$ sh interrupt TERM
| exit 143
! Running upgrade  -> r1, For ever
! error: versions/1.sql:6: stopped
!     6 | SELECT pg_sleep(3600);
! Revision r1 was rolled back. The database is at base.
$ sh interrupt INT
| exit 130
! Running upgrade  -> r1, For ever
! error: versions/1.sql:6: stopped
!     6 | SELECT pg_sleep(3600);
! Revision r1 was rolled back. The database is at base.
$ migrate current
$ psql -X -w -A -t '{pg}' -c "SELECT to_regclass('one') IS NULL"
| t
