A database file that does not exist is named, for its name may be mistyped
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
--- run
$ migrate -q upgrade
$ migrate -d sqlite:///ap.db current
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -d sqlite:///ap.db current --check-heads
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
! error: the database is not up to date: r1 is not applied
! hint: run `migrate upgrade heads`
= 3
$ migrate -d sqlite:///ap.db status
| pending  r1  One
| `upgrade head` would apply 1 revision and bring the database to r1.
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -d sqlite:///ap.db history -i
| <base> -> r1 (head), One
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -d sqlite:///ap.db show current
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -d sqlite:///ap.db show -- -1
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
! error: `-1` has nothing to count from: the database is at base
! hint: `migrate current` shows where it is
= 2
$ migrate -d sqlite:///ap.db log
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
! The database has no history table migrate_history yet; the next command that writes makes it (sqlite:///ap.db).
$ migrate -d sqlite:///ap.db verify
| The database has no history table migrate_history yet, so there is nothing to compare with. The next command that writes makes it.
| 0 revision files as applied: nothing could be compared.
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -d sqlite:///ap.db locks
| free: nobody is migrating migrate_version (sqlite:///ap.db)
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -d sqlite:///ap.db recover r1
! The database file {dir}/ap.db does not exist: mend its name, or let the first command that writes make it.
! error: the database has no history table migrate_history
! hint: the next command that writes, such as `migrate upgrade`, makes it; what was applied before is not in it
= 1

# Not where nothing but errors is to be said, nor in the JSON document.
$ migrate -q -d sqlite:///ap.db current
$ migrate --json -d sqlite:///ap.db current 2>/dev/null
| {
|   "revisions": []
| }
$ migrate current
| r1 (head)
$ migrate -d sqlite:// current
$ ls
| app.db
| app.db-migrate
| versions
