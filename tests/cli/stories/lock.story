While another instance migrates, a second one waits, and gives up with exit code 4
--- env DATABASE_URL=sqlite:///app.db
--- file migrate.ini
[migrate]
lock_wait = 0
--- run
$ mkdir versions
$ echo 'SELECT 1;' >one.sql
$ migrate -q revision -m "One" --rev-id r1 --sql-up one.sql --sql-down one.sql >/dev/null
$ sqlite3 app.db-migrate 'BEGIN EXCLUSIVE' '.shell migrate upgrade; echo "exit $?"'
| exit 4
! error: another instance is migrating this database
! hint: wait for it to end, or give it longer with `lock_wait` in migrate.ini
# Readers are not held up.
$ sqlite3 app.db-migrate 'BEGIN EXCLUSIVE' '.shell migrate current; migrate status >/dev/null; echo "exit $?"'
| exit 0
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ migrate upgrade
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///app.db), in {time}.
# With nothing to do the lock is not even asked for.
$ sqlite3 app.db-migrate 'BEGIN EXCLUSIVE' '.shell migrate upgrade; echo "exit $?"'
| exit 0
! Nothing to do: the database is at r1 (sqlite:///app.db).
$ sed -i 's/= 0/= 1500ms/' migrate.ini
$ sqlite3 app.db-migrate 'BEGIN EXCLUSIVE' '.shell migrate downgrade base 2>messages; echo "exit $?"'
| exit 4
# Once a second it says that it waits.
$ head -1 messages; tail -2 messages
| Another instance is migrating this database: waited {time} of {time}.
| error: another instance is migrating this database, and still was after {time}
| hint: wait for it to end, or give it longer with `lock_wait` in migrate.ini
