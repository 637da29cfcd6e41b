While an instance's transaction is larger than SQLite's memory, so that nobody else can read, others wait for its lock
--- env DATABASE_URL=sqlite:///app.db
--- file migrate.ini
[migrate]
busy_timeout = 20ms
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER, x BLOB);
-- migrate:downgrade
--- file versions/2.sql
-- Two, which never ends
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
INSERT INTO one WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
  SELECT i, zeroblob(1000) FROM n;
SELECT count(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n);
-- migrate:downgrade
--- run
$ migrate -q upgrade r1
$ migrate -q upgrade r2 >first 2>&1 & echo $! >pid; until sqlite3 app.db 'SELECT * FROM one' 2>&1 | grep -q locked; do sleep 0.05; done
$ migrate current
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate status
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate log
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate verify
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate show current
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate recover --all
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate repair --accept r1
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
= 1
$ migrate locks
| held: {any}, since {moment} UTC (sqlite:///app.db)
$ migrate doctor
| ok    settings       {dir}/migrate.ini, section [migrate], sqlite:///app.db
| ok    files          2 revisions, all sound
| ok    heads          r2
| FAIL  connection     another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
|       hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
| ok    lock           held: {any}, since {moment} UTC
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
= 5
# What writes waits for the lock, and then has nothing to do.
$ : >second; : >third; (migrate upgrade r1 >>second 2>&1; echo "exit $?" >>second) & (migrate stamp r1 >>third 2>&1; echo "exit $?" >>third) & until grep -q Another second && grep -q Another third; do sleep 0.05; done; kill $(cat pid); wait
$ grep -v Another second
| Nothing to do: the database is at r1 (sqlite:///app.db).
| exit 0
$ grep -v Another third
| Nothing to do: the database is at r1 (sqlite:///app.db).
| exit 0
$ migrate current
| r1
