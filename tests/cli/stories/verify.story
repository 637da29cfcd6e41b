`verify` tells files that were changed after they were applied from those that were only formatted
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:

-- migrate:upgrade
CREATE TABLE one (id INTEGER, text TEXT DEFAULT 'v');

-- migrate:downgrade
DROP TABLE one;
--- file versions/2.sql
-- Two
-- revision: aaa2
-- down_revision: aaa1

-- migrate:upgrade
CREATE TABLE two (id INTEGER, text TEXT DEFAULT 'v');

-- migrate:downgrade
DROP TABLE two;
--- file versions/3.sql
-- Three
-- revision: aaa3
-- down_revision: aaa2

-- migrate:upgrade
CREATE TABLE three (id INTEGER);
--- run
$ migrate verify
| The database has no history table migrate_history yet, so there is nothing to compare with. The next command that writes makes it.
| 0 revision files as applied: nothing could be compared.
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -q upgrade aaa2
$ migrate verify
| 2 revision files as applied: all is sound.
# Comments, white space, letter case and line ends are no change.
$ sed -i 's/^CREATE TABLE one/create  table \/* the first *\/ one/; s/$/\r/' versions/1.sql
$ migrate verify
| versions/1.sql:6: revision aaa1 is formatted otherwise than what was applied {moment} by {who}; the database would see no difference
| 1 revision file as applied, 1 formatted otherwise: all is sound.
$ migrate verify -v
| versions/1.sql:6: revision aaa1 is formatted otherwise than what was applied {moment} by {who}; the database would see no difference
|     --- aaa1 as applied
|     +++ versions/1.sql
|     @@ -3,7 +3,7 @@
|      -- down_revision:
|      
|      -- migrate:upgrade
|     -CREATE TABLE one (id INTEGER, text TEXT DEFAULT 'v');
|     +create  table /* the first */ one (id INTEGER, text TEXT DEFAULT 'v');
|      
|      -- migrate:downgrade
|      DROP TABLE one;
| 1 revision file as applied, 1 formatted otherwise: all is sound.
# A literal is one, and `upgrade` refuses.
$ sed -i "s/'v'/'w'/" versions/2.sql
$ migrate verify
| versions/1.sql:6: revision aaa1 is formatted otherwise than what was applied {moment} by {who}; the database would see no difference
| versions/2.sql:6: revision aaa2 is not what was applied {moment} by {who}: its upgrade section changed
|     --- aaa2 as applied
|     +++ versions/2.sql
|     @@ -3,7 +3,7 @@
|      -- down_revision: aaa1
|      
|      -- migrate:upgrade
|     -CREATE TABLE two (id INTEGER, text TEXT DEFAULT 'v');
|     +CREATE TABLE two (id INTEGER, text TEXT DEFAULT 'w');
|      
|      -- migrate:downgrade
|      DROP TABLE two;
| 0 revision files as applied, 1 formatted otherwise, 1 changed: not sound.
! error: the verification failed: 1 revision file is not what was applied
! hint: restore the file, or take it as it is now with `migrate repair --accept aaa2`
= 5
$ migrate upgrade
! error: versions/2.sql:5: the upgrade section of revision aaa2 is not the one that was applied {moment} by {who}
! hint: `migrate verify` shows what is different. Restore the file, or take it as it is now with `migrate repair --accept aaa2`. Nothing was changed
= 5
$ migrate status
| applied  aaa1  One
| applied  aaa2  Two
| pending  aaa3  Three
| `upgrade` would refuse: the file of aaa2 (versions/2.sql:5) was changed since it was applied. `migrate verify` shows what is different; restore it, or take it as it is now with `migrate repair --accept aaa2`.
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| aaa2
# Unless it is told not to look.
$ printf '[migrate]\nverify_before_upgrade = false\n' > migrate.ini
$ migrate status | tail -1
| `upgrade head` would apply 1 revision and bring the database to aaa3.
$ migrate -q upgrade && rm migrate.ini
# The file as it is now can be taken for what was applied.
$ migrate repair --accept aaa2
! Accepted versions/2.sql as what was applied of revision aaa2: its upgrade section was changed (sqlite:///app.db).
$ migrate repair --accept aaa2
! versions/2.sql is what was applied: there is nothing to accept (sqlite:///app.db).
$ migrate verify
| versions/1.sql:6: revision aaa1 is formatted otherwise than what was applied {moment} by {who}; the database would see no difference
| 2 revision files as applied, 1 formatted otherwise: all is sound.
# A change of the downgrade section, or of what the revision stands on, stops no upgrade.
$ sed -i 's/DROP TABLE two/DROP TABLE IF EXISTS two/' versions/2.sql
$ migrate upgrade
! Nothing to do: the database is at aaa3 (sqlite:///app.db).
$ migrate --json verify
| {
|   "database": "sqlite:///app.db",
|   "history_table": "migrate_history",
|   "exists": true,
|   "clean": false,
|   "unchanged": 1,
|   "changed": [
|     {
|       "revision": "aaa1",
|       "file": "versions/1.sql",
|       "line": 6,
|       "cosmetic": true,
|       "changes": [],
|       "applied": "{moment} by {who}",
|       "diff": "--- aaa1 as applied\n+++ versions/1.sql\n@@ -3,7 +3,7 @@\n -- down_revision:\n \n -- migrate:upgrade\n-CREATE TABLE one (id INTEGER, text TEXT DEFAULT 'v');\n+create  table /* the first */ one (id INTEGER, text TEXT DEFAULT 'v');\n \n -- migrate:downgrade\n DROP TABLE one;\n"
|     },
|     {
|       "revision": "aaa2",
|       "file": "versions/2.sql",
|       "line": 9,
|       "cosmetic": false,
|       "changes": [
|         "downgrade"
|       ],
|       "applied": "{moment} by {who}",
|       "diff": "--- aaa2 as applied\n+++ versions/2.sql\n@@ -6,4 +6,4 @@\n CREATE TABLE two (id INTEGER, text TEXT DEFAULT 'w');\n \n -- migrate:downgrade\n-DROP TABLE two;\n+DROP TABLE IF EXISTS two;\n"
|     }
|   ],
|   "problems": [],
|   "remarks": [],
|   "not_recorded": [],
|   "error": {
|     "fault": "verification",
|     "message": "the verification failed: 1 revision file is not what was applied",
|     "hint": "restore the file, or take it as it is now with `migrate repair --accept aaa2`"
|   },
|   "exit_code": 5
| }
= 5
$ migrate -q repair --accept aaa2
# What was stamped is not in the history.
$ migrate -q stamp aaa2 && migrate -q stamp aaa3
$ migrate verify
| versions/1.sql:6: revision aaa1 is formatted otherwise than what was applied {moment} by {who}; the database would see no difference
| Not in the history migrate_history (applied before it was kept, or stamped), so these cannot be verified: aaa3. `migrate repair --accept REV...` records files as they are now.
| 1 revision file as applied, 1 formatted otherwise, 1 not in the history: no change was found.
$ migrate -q stamp --purge base && sqlite3 app.db 'DELETE FROM migrate_history' && migrate -q stamp aaa2
$ migrate verify
| Not in the history migrate_history (applied before it was kept, or stamped), so these cannot be verified: aaa1, aaa2. `migrate repair --accept REV...` records files as they are now.
| 0 revision files as applied, 2 not in the history: nothing could be compared.
$ migrate repair --accept aaa3
! error: revision aaa3 (versions/3.sql) is not applied: there is nothing to accept
! hint: `migrate upgrade` runs the file as it is now
= 2
$ migrate repair --accept aaa1 aaa2
! Accepted versions/1.sql as what was applied of revision aaa1: it was not in the history (sqlite:///app.db).
! Accepted versions/2.sql as what was applied of revision aaa2: it was not in the history (sqlite:///app.db).
$ migrate verify
| 2 revision files as applied: all is sound.
# A marker that was changed is named, and fails nothing: what was applied is the same.
$ sed -i 's/^-- migrate:upgrade/& transaction:false/' versions/2.sql
$ migrate verify
| versions/2.sql:5: revision aaa2 says what was applied {moment} by {who}, but would run otherwise: its upgrade section's marker changed
|     --- aaa2 as applied
|     +++ versions/2.sql
|     @@ -2,7 +2,7 @@
|      -- revision: aaa2
|      -- down_revision: aaa1
|      
|     --- migrate:upgrade
|     +-- migrate:upgrade transaction:false
|      CREATE TABLE two (id INTEGER, text TEXT DEFAULT 'w');
|      
|      -- migrate:downgrade
| 1 revision file as applied, 1 with other options: all is sound.
$ sed -i 's/ transaction:false//' versions/2.sql
# Nor does what a later version wrote and this one cannot read; `upgrade` says so and goes on.
$ sqlite3 app.db "UPDATE migrate_history SET checksum = 'v9:1', header = 'new' WHERE revision = 'aaa2'"
$ migrate verify
| versions/2.sql:1: revision aaa2 cannot be compared with what was applied {moment} by {who}: the text in the history cannot be read, which was written by migrate 0.1.0 (this is no revision file: it has no line `-- revision: ID`), and its checksum v9: is not of a kind that this version knows; `migrate repair --accept aaa2` takes the file as it is now
|     --- aaa2 as applied
|     +++ versions/2.sql
|     @@ -1,4 +1,8 @@
|     -new-- migrate:upgrade
|     +-- Two
|     +-- revision: aaa2
|     +-- down_revision: aaa1
|     +
|     +-- migrate:upgrade
|      CREATE TABLE two (id INTEGER, text TEXT DEFAULT 'w');
|      
|      -- migrate:downgrade
| 1 revision file as applied, 1 not to be compared: no change was found.
$ migrate -q stamp aaa1 && migrate -q stamp aaa2 && migrate -q repair --accept aaa2
# What a database holds cannot drive a terminal.
$ sqlite3 app.db "UPDATE migrate_history SET message = 'One ' || char(27) || '[2J' WHERE revision = 'aaa1'"
$ migrate log --all | grep -c 'One .x1b.2J'
| 2
# A row that nobody knows, and one that another one implies.
$ sqlite3 app.db "INSERT INTO migrate_version VALUES ('aaa1'), ('zzz9')"
$ migrate verify
| error: revision zzz9 is applied, but neither a file nor the history has it
| hint: take the checkout that it was applied from
| the row aaa1 is implied by another one; it does no harm and goes with the next change
| 2 revision files as applied, 1 problem: not sound.
! error: the verification failed: 1 problem
= 5
# Where there is no history nothing can be compared, and nothing is called sound.
$ sqlite3 app.db "DELETE FROM migrate_version; INSERT INTO migrate_version VALUES ('aaa2'); DROP TABLE migrate_history"
$ migrate verify
| The database has no history table migrate_history yet, so these cannot be verified: aaa1, aaa2. `migrate repair --accept REV...` records files as they are now.
| 0 revision files as applied, 2 not in the history: nothing could be compared.
$ migrate --json verify | grep exists
|   "exists": false,
$ migrate repair --accept aaa1 aaa2
! Accepted versions/1.sql as what was applied of revision aaa1: it was not in the history (sqlite:///app.db).
! Accepted versions/2.sql as what was applied of revision aaa2: it was not in the history (sqlite:///app.db).
$ migrate verify
| 2 revision files as applied: all is sound.
