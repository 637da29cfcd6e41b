A new project is made, gets its first revision, goes up and comes back down
--- run
$ migrate init
! Wrote templates/README
! Wrote migrate.ini
! Wrote templates/revision.sql.mustache
! Wrote versions
! See to database_url in migrate.ini, then `migrate revision -m "first"`.
$ ls
| migrate.ini
| templates
| versions

$ migrate revision -m "Create users"
| versions/{ymd}_{id:first}_create_users.sql

$ cat versions/*.sql
| -- Create users
| --
| -- revision: {id:first}
| -- down_revision:
| -- create_date: {date}
|
| -- migrate:upgrade
| -- Write here what brings the database to this revision.
|
| -- migrate:downgrade
| -- Write here what undoes it. Without this section the revision cannot be undone.

$ sed -i '/^-- migrate:upgrade/a CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);' versions/*.sql
$ sed -i '/^-- migrate:downgrade/a DROP TABLE users;' versions/*.sql

$ migrate upgrade head
! Running upgrade  -> {id:first}, Create users
! Upgraded 1 revision: the database is at {id:first} (sqlite:///app.db), in {time}.

$ sqlite3 app.db '.schema migrate_version' '.schema users'
| CREATE TABLE IF NOT EXISTS "migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
| CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
$ sqlite3 app.db 'SELECT version_num FROM migrate_version'
| {id:first}

$ migrate current
| {id:first} (head)

# A second time there is nothing to do, which is success.
$ migrate upgrade
! Nothing to do: the database is at {id:first} (sqlite:///app.db).

$ migrate downgrade base
! Running downgrade {id:first} -> , Create users
! Downgraded 1 revision: the database is at base (sqlite:///app.db), in {time}.
$ sqlite3 app.db '.schema migrate_version' '.schema users'
| CREATE TABLE IF NOT EXISTS "migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
$ migrate current

# Nothing is ever overwritten.
$ migrate init
! error: templates/README exists already; nothing was made
! hint: name another folder, or remove what is there
= 2

# In a folder of its own it is worked in there.
$ migrate init its/database
! Wrote its/database/templates/README
! Wrote its/database/migrate.ini
! Wrote its/database/templates/revision.sql.mustache
! Wrote its/database/versions
! See to database_url in its/database/migrate.ini, then `cd 'its/database'` and `migrate revision -m "first"`.
