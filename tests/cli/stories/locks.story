`locks` shows whether an instance is migrating the database, and which, and takes nothing itself
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- Slow
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO one SELECT i FROM n WHERE i < 0;
-- migrate:downgrade
--- run
$ migrate locks
| free: nobody is migrating migrate_version (sqlite:///app.db)
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ ls
| versions
# A revision that never ends holds the lock until it is stopped.
$ migrate upgrade >run 2>&1 & until migrate -q locks | grep -q pid; do sleep 0.05; done; { migrate locks; migrate --json locks; } >found; kill $!; wait $!; echo "exit $?"
| exit 143
$ sed -E 's/pid [0-9]+ on [^,]+, user [^,]+/pid N on HOST, user USER/; s/(process|host|user)": ".+"/\1": "..."/' found
| held: pid N on HOST, user USER, since {moment} UTC (sqlite:///app.db)
| {
|   "database": "sqlite:///app.db",
|   "version_table": "migrate_version",
|   "held": true,
|   "holder": {
|     "process": "...",
|     "host": "...",
|     "user": "...",
|     "application": null,
|     "since": "{moment}",
|     "orphan": null
|   }
| }
$ migrate locks
| free: nobody is migrating migrate_version (sqlite:///app.db)
$ migrate --json locks
| {
|   "database": "sqlite:///app.db",
|   "version_table": "migrate_version",
|   "held": false
| }
# Somebody who has the lock's file in an exclusive transaction has not said a name.
$ sqlite3 app.db-migrate 'BEGIN EXCLUSIVE' '.shell migrate locks'
| held: one that has not said its name (sqlite:///app.db)
$ env -u DATABASE_URL migrate locks
! error: no database was named
! hint: set `database_url` in [migrate] of migrate.ini or DATABASE_URL in the environment, or pass `--database-url sqlite:///app.db`
= 2
$ migrate -d sqlite:///no/such/folder/app.db locks
! error: cannot open the database {dir}/no/such/folder/app.db: there is no folder {dir}/no/such/folder
! hint: make the folder, or mend the path in the URL (sqlite:///relative.db, sqlite:////absolute.db)
= 1
