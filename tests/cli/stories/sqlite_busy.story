While another program holds the database, the upgrade waits as long as busy_timeout says, and changes nothing
--- env DATABASE_URL=sqlite:///app.db
--- file migrate.ini
[migrate]
busy_timeout = 20ms
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- run
$ sqlite3 app.db 'CREATE TABLE other (id INTEGER)'
$ sqlite3 app.db 'BEGIN IMMEDIATE' '.shell migrate upgrade; echo "exit $?"'
| exit 1
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
$ sqlite3 app.db 'BEGIN EXCLUSIVE' '.shell migrate current; echo "exit $?"'
| exit 1
! error: another process holds the database {dir}/app.db: database is locked (waited {time} for it) [SQLITE_BUSY]
! hint: close the program that uses it, or try again when it is done; the setting `busy_timeout` says how long to wait for it
$ migrate -q upgrade
$ migrate current
| r1 (head)
