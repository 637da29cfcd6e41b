Ctrl-C and SIGTERM roll the running revision back and say so
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
--- file versions/2.sql
-- For ever
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
INSERT INTO two WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
-- migrate:downgrade
--- file interrupt
#!/bin/sh
# Sends a signal once the second revision runs, and gives the exit code.
: >messages
env --default-signal=INT migrate upgrade 2>messages &
until grep -q 'r1 -> r2' messages; do sleep 0.05; done
kill "-$1" $!
wait $!
echo "exit $?"
cat messages >&2
--- env DATABASE_URL=sqlite:///app.db
--- run
$ sh interrupt TERM
| exit 143
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, For ever
! error: versions/2.sql:6: stopped
!     6 | INSERT INTO two WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
! Revision r2 was rolled back. The database is at r1.
$ sh interrupt INT
| exit 130
! Running upgrade r1 -> r2, For ever
! error: versions/2.sql:6: stopped
!     6 | INSERT INTO two WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
! Revision r2 was rolled back. The database is at r1.
$ migrate current
| r1
$ sqlite3 app.db '.schema two'
