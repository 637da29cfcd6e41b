A deploy script learns from the exit code whether the database is up to date
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ migrate -q revision -m "One" --rev-id r1 >/dev/null
$ migrate -q revision -m "Two" --rev-id r2 >/dev/null

# Asking creates no database.
$ migrate current
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ migrate current --check-heads
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
! error: the database is not up to date: r2 is not applied
! hint: run `migrate upgrade heads`
= 3
$ ls
| versions

$ migrate -q upgrade r1
$ migrate current
| r1
$ migrate current --check-heads
| r1
! error: the database is not up to date: r2 is not applied
! hint: run `migrate upgrade heads`
= 3
$ migrate -q upgrade
$ migrate current --check-heads
| r2 (head)
$ migrate current -v
| Rev: r2 (head)
| Parent: r1
| Created: {date}
| Path: versions/{ymd}_r2_two.sql
|
|     Two
|

# The file need not be writable.
$ sqlite3 app.db 'PRAGMA journal_mode' && chmod a-w app.db && migrate current --check-heads
| delete
| r2 (head)

# A newer checkout was here: what its revisions stand on is applied; what this one has besides is not.
$ mkdir away && mv versions/*_r2_two.sql away && migrate current --check-heads | cut -d, -f1
| r2 (unknown)
$ migrate -q revision -m "Three" --rev-id r3 >/dev/null
$ migrate current --check-heads >/dev/null
! error: the database is not up to date: r3 is not applied
! hint: it is at r2, which no file declares: a newer checkout may have it
= 3
