`doctor` looks at all that a migration needs, says what to do about it, and changes nothing
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer PRIMARY KEY);
-- migrate:downgrade
DROP TABLE one;
--- run
$ migrate doctor | sed 's/SQLite [0-9.]*/SQLite 3/'
| ok    settings       no migrate.ini, the defaults, section [migrate], sqlite:///app.db
| ok    files          1 revision, all sound
| ok    heads          r1
| ok    connection     SQLite 3; {dir}/app.db is not there yet: the first command that writes makes it
| ok    permissions    this user may write to the file and to its folder
| ok    version table  migrate_version is not there yet: the next command that writes makes it
| ok    history table  migrate_history is not there yet: the next command that writes makes it
| ok    lock           free: nobody is migrating this database
| ok    revisions      none is applied
$ ls
| versions
$ migrate -q upgrade
$ migrate doctor | sed 's/SQLite [0-9.]*/SQLite 3/'
| ok    settings       no migrate.ini, the defaults, section [migrate], sqlite:///app.db
| ok    files          1 revision, all sound
| ok    heads          r1
| ok    connection     SQLite 3, {dir}/app.db, 24576 bytes, journal_mode delete
| ok    permissions    this user may write to the file and to its folder
| ok    integrity      quick_check finds the file sound
| ok    foreign keys   every row finds the one it refers to
| ok    version table  migrate_version: r1
| ok    history table  migrate_history: last upgrade r1, {moment} by {who}
| ok    lock           free: nobody is migrating this database
| ok    revisions      1 revision applied, the file is as applied

# A file that says something else now, and a row that no file declares.
$ sed -i 's/^CREATE TABLE one/CREATE TABLE two/' versions/1.sql
$ sqlite3 app.db "INSERT INTO migrate_version VALUES ('gone')"
$ migrate doctor >found; echo "exit $?"; grep -A1 FAIL found
| exit 5
| FAIL  revisions      revision gone is applied, but neither a file nor the history has it
|       hint: take the checkout that it was applied from
| FAIL  revisions      versions/1.sql: the file of revision r1 is not what was applied {moment} by {who}
|       hint: `migrate verify` shows what is different; restore the file, or take it as it is with `migrate repair --accept r1`
! error: 2 things are wrong
! hint: what to do about it stands under each line that begins with FAIL

# What fails keeps nothing else from being looked at; a JSON document is one all the same.
$ printf -- '-- Two\n-- revision: r2\n-- down_revision: nowhere\n-- migrate:upgrade\n' > versions/2.sql
$ migrate doctor | grep -A1 FAIL
| FAIL  files          versions/2.sql:3: parent nowhere of revision r2 does not exist
|       hint: mend it; `migrate check` shows the place
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
$ migrate --json doctor | grep -E '"(sound|exit_code)"'
|   "sound": false,
|   "exit_code": 5

# Several heads, and rows that refer to nothing, are to be known only.
$ rm -r versions app.db; mkdir versions
$ for i in 1 2; do migrate -q revision -m "Step $i" --rev-id "r$i" --head base >/dev/null || exit; done
$ sqlite3 app.db "CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (a integer REFERENCES a); INSERT INTO b VALUES (1), (2)"
$ migrate doctor | grep -A1 warn
| warn  heads          2: r1, r2; `upgrade head` refuses
|       hint: join them with `migrate merge heads`, or run `migrate upgrade heads`
| --
| warn  foreign keys   2 rows of "b" refer to nothing in "a"
|       hint: PRAGMA foreign_key_check lists the rows: mend them, or they stop whoever enforces the keys

# Settings that cannot be read, no database, a folder that is missing, a file that is no database.
$ printf '[migrate]\nlock_wait = soon\n' > bad.ini
$ migrate -c bad.ini doctor
| FAIL  settings       bad.ini:2:13: lock_wait is not a duration
|       hint: write it as 500ms, 60s, 5m or 1h; 0 does not wait
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
= 5
$ env -u DATABASE_URL migrate doctor
| FAIL  settings       no database was named
|       hint: set `database_url` in [migrate] of migrate.ini or DATABASE_URL in the environment, or pass `--database-url sqlite:///app.db`
| ok    files          2 revisions, all sound
| warn  heads          2: r1, r2; `upgrade head` refuses
|       hint: join them with `migrate merge heads`, or run `migrate upgrade heads`
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
= 5
$ rm -r versions
$ migrate doctor | grep -A1 FAIL
| FAIL  files          the folder of revisions versions does not exist
|       hint: `migrate init` makes it; `version_locations` in migrate.ini names others
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
$ migrate init >/dev/null 2>&1
$ echo "This is no database, and it is long enough for SQLite to see that." > text.db
$ migrate -d sqlite:///text.db doctor
| ok    settings       {dir}/migrate.ini, section [migrate], sqlite:///text.db
| ok    files          0 revisions, all sound
| ok    heads          none: there are no revisions yet
| FAIL  connection     {dir}/text.db is not an SQLite database [SQLITE_NOTADB]
|       hint: check the path in the URL; an encrypted database cannot be read either
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL
= 5
$ migrate -d sqlite:///no/such/folder/app.db doctor | grep -A1 FAIL
| FAIL  connection     cannot open the database {dir}/no/such/folder/app.db: there is no folder {dir}/no/such/folder
|       hint: make the folder, or mend the path in the URL (sqlite:///relative.db, sqlite:////absolute.db)
! error: 1 thing is wrong
! hint: what to do about it stands under each line that begins with FAIL

# While another instance migrates, nothing is compared.
$ migrate -d sqlite:///new.db -q upgrade
$ sqlite3 new.db-migrate 'BEGIN IMMEDIATE' '.shell migrate -d sqlite:///new.db doctor | tail -2'
| ok    lock           held: one that has not said its name
| ok    revisions      not compared while an instance migrates
