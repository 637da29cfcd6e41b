A script for the sqlite3 shell does what `upgrade` does, and refuses a database that is elsewhere
--- file versions/1.sql
-- Create users
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE users (id INTEGER PRIMARY KEY);
-- migrate:downgrade
DROP TABLE users;
--- file versions/2.sql
-- Add email
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
ALTER TABLE users ADD COLUMN email TEXT;
-- migrate:downgrade
ALTER TABLE users DROP COLUMN email;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade --sql > up.sql
$ cat up.sql
| -- SQL script by migrate 0.1.0
| -- Range:  base -> head
| -- Engine: SQLite
| -- Run it: sqlite3 DATABASE < SCRIPT
| -- It stops at the first error.
|
| -- Stops psql, should it be given this script; to the sqlite3 shell the next line is a comment.
| #\set ON_ERROR_STOP on \warn 'migrate: this script is for the sqlite3 shell; nothing was changed'
| ;
| .bail on
| .timeout 60000
|
| -- Each change of the version table is checked by inserting changes() here.
| DROP TABLE IF EXISTS temp.migrate_changed;
| CREATE TEMP TABLE migrate_changed (row_count);
| CREATE TEMP TRIGGER migrate_changed_stop BEFORE INSERT ON migrate_changed WHEN NEW.row_count IS NOT 1
| BEGIN
|   SELECT RAISE(ROLLBACK, 'migrate: the version table did not change in exactly one row; rolled back');
| END;
|
| -- The guard: goes on only if the database is where this script starts.
| DROP TABLE IF EXISTS temp.migrate_start;
| CREATE TEMP TABLE migrate_start (here);
| CREATE TEMP TRIGGER migrate_start_stop BEFORE INSERT ON migrate_start WHEN NEW.here IS NOT 1
| BEGIN
|   SELECT RAISE(ROLLBACK, 'migrate: this script starts at base, but the database is elsewhere; nothing was changed');
| END;
| BEGIN IMMEDIATE;
| CREATE TABLE IF NOT EXISTS "main"."migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
| INSERT INTO temp.migrate_start SELECT count(*) = 0 FROM "main"."migrate_version";
| ROLLBACK;
| DROP TABLE temp.migrate_start;
|
| CREATE TABLE IF NOT EXISTS "main"."migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
|
| CREATE TABLE IF NOT EXISTS "main"."migrate_history" (id INTEGER PRIMARY KEY, revision TEXT NOT NULL, parents TEXT NOT NULL, kind VARCHAR(16) NOT NULL, result VARCHAR(16) NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, elapsed_ms BIGINT, db_user TEXT, host TEXT, tool TEXT, checksum TEXT, message TEXT, error TEXT, file TEXT, header TEXT, upgrade_sql TEXT, downgrade_sql TEXT, statements_done INTEGER NOT NULL DEFAULT 0, statement_running INTEGER, unfinished TEXT UNIQUE);
| DROP TABLE IF EXISTS temp.migrate_half_done;
| CREATE TEMP TABLE migrate_half_done (sections);
| CREATE TEMP TRIGGER migrate_half_done_stop BEFORE INSERT ON migrate_half_done WHEN NEW.sections > 0
| BEGIN
|   SELECT RAISE(ROLLBACK, 'migrate: a section outside a transaction is half done; see migrate log, and finish it with migrate; nothing was changed');
| END;
| INSERT INTO temp.migrate_half_done SELECT count(*) FROM "main"."migrate_history" WHERE unfinished IS NOT NULL;
| DROP TABLE temp.migrate_half_done;
| -- When the step that runs began, for its row in the history.
| DROP TABLE IF EXISTS temp.migrate_started;
| CREATE TEMP TABLE migrate_started AS SELECT NULL AS at;
|
| -- Running upgrade  -> r1, Create users
| UPDATE temp.migrate_started SET at = strftime('%Y-%m-%d %H:%M:%f', 'now');
| BEGIN IMMEDIATE;
| CREATE TABLE users (id INTEGER PRIMARY KEY);
|
| ;
| INSERT INTO "main"."migrate_version" (version_num) VALUES ('r1');
| INSERT INTO temp.migrate_changed VALUES (changes());
| INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('r1', '', 'upgrade', 'done', (SELECT at FROM temp.migrate_started), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday((SELECT at FROM temp.migrate_started))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', 'v1:e726e920021315d56bf19d83af97028542c49b8960e3ad6174ae0196ada2ceb2', 'Create users', NULL, 'versions/1.sql', '-- Create users
| -- revision: r1
| -- down_revision:
| ', '-- migrate:upgrade
| CREATE TABLE users (id INTEGER PRIMARY KEY);
| ', '-- migrate:downgrade
| DROP TABLE users;
| ');
| COMMIT;
|
| -- Running upgrade r1 -> r2, Add email
| UPDATE temp.migrate_started SET at = strftime('%Y-%m-%d %H:%M:%f', 'now');
| BEGIN IMMEDIATE;
| ALTER TABLE users ADD COLUMN email TEXT;
|
| ;
| UPDATE "main"."migrate_version" SET version_num = 'r2' WHERE version_num = 'r1';
| INSERT INTO temp.migrate_changed VALUES (changes());
| INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('r2', 'r1', 'upgrade', 'done', (SELECT at FROM temp.migrate_started), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday((SELECT at FROM temp.migrate_started))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', 'v1:eb076fdcce07a922506b8068b95fb00cac19378c88c36f1edc4b4bfd57650f75', 'Add email', NULL, 'versions/2.sql', '-- Add email
| -- revision: r2
| -- down_revision: r1
| ', '-- migrate:upgrade
| ALTER TABLE users ADD COLUMN email TEXT;
| ', '-- migrate:downgrade
| ALTER TABLE users DROP COLUMN email;
| ');
| COMMIT;
|
| DROP TABLE IF EXISTS temp.migrate_changed;
| DROP TABLE IF EXISTS temp.migrate_started;
$ ls
| up.sql
| versions
$ sqlite3 app.db < up.sql
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| r2
$ migrate current
| r2 (head)
# The same schema as online, and the same history but for who and when.
$ migrate -q -d sqlite:///online.db upgrade && sqlite3 online.db .dump | grep -v 'INTO migrate_history' > online && sqlite3 app.db .dump | grep -v 'INTO migrate_history' > offline && diff online offline
$ for db in online app; do sqlite3 $db.db 'SELECT id, revision, parents, kind, result, checksum, message, error, file, header, upgrade_sql, downgrade_sql FROM migrate_history' > $db; done; diff online app && wc -l < app
| 16
$ sqlite3 app.db 'SELECT revision, db_user, host, tool FROM migrate_history'
| r1|||migrate 0.1.0 (script)
| r2|||migrate 0.1.0 (script)
$ migrate verify
| 2 revision files as applied: all is sound.
$ migrate log
| {any}  upgrade    done     r2  {any}  Add email
| {any}  upgrade    done     r1  {any}  Create users

# The guard: the script starts at base, the database is not there.
$ sqlite3 app.db < up.sql
! Runtime error near line 30: migrate: this script starts at base, but the database is elsewhere; nothing was changed (19)
= 1
$ sqlite3 -bail app.db '.read up.sql'
! Runtime error near line 30: migrate: this script starts at base, but the database is elsewhere; nothing was changed (19)
= 1

$ migrate downgrade r2:r1 --sql -o down.sql && sqlite3 app.db < down.sql && migrate current
| r1
! Wrote down.sql
$ sqlite3 app.db < down.sql
! Runtime error near line 30: migrate: this script starts at r2, but the database is elsewhere; nothing was changed (19)
= 1
$ migrate current
| r1
$ migrate upgrade r1:r2 --sql --single-transaction > step.sql && sqlite3 app.db < step.sql && migrate current
| r2 (head)
$ sqlite3 elsewhere.db < step.sql
! Runtime error near line 28: migrate: this script starts at r1, but the database is elsewhere; nothing was changed (19)
= 1
$ sqlite3 elsewhere.db .schema

# A range is needed to go down, and it must go down.
$ migrate downgrade r1 --sql
! error: downgrade --sql needs where it starts and where it ends, as FROM:TO
! hint: for example `migrate downgrade head:-1 --sql`, or `head:base`
= 2
$ migrate downgrade r1:r2 --sql
! error: `r2` is no target of downgrade: r2 (versions/2.sql) is not applied
! hint: `migrate current` shows where the database is
= 2
$ migrate upgrade --sql -o no/such/folder.sql
! error: cannot write no/such/folder.sql: No such file or directory
= 2
$ migrate stamp r1:r2 --sql
| -- SQL script by migrate 0.1.0
| -- Range:  stamp r1:r2
| -- Engine: SQLite
| -- Run it: sqlite3 DATABASE < SCRIPT
| -- It stops at the first error.
|
| -- Stops psql, should it be given this script; to the sqlite3 shell the next line is a comment.
| #\set ON_ERROR_STOP on \warn 'migrate: this script is for the sqlite3 shell; nothing was changed'
| ;
| .bail on
| .timeout 60000
|
| -- Each change of the version table is checked by inserting changes() here.
| DROP TABLE IF EXISTS temp.migrate_changed;
| CREATE TEMP TABLE migrate_changed (row_count);
| CREATE TEMP TRIGGER migrate_changed_stop BEFORE INSERT ON migrate_changed WHEN NEW.row_count IS NOT 1
| BEGIN
|   SELECT RAISE(ROLLBACK, 'migrate: the version table did not change in exactly one row; rolled back');
| END;
|
| -- The guard: goes on only if the database is where this script starts.
| DROP TABLE IF EXISTS temp.migrate_start;
| CREATE TEMP TABLE migrate_start (here);
| CREATE TEMP TRIGGER migrate_start_stop BEFORE INSERT ON migrate_start WHEN NEW.here IS NOT 1
| BEGIN
|   SELECT RAISE(ROLLBACK, 'migrate: this script starts at r1, but the database is elsewhere; nothing was changed');
| END;
| INSERT INTO temp.migrate_start
|   SELECT EXISTS (SELECT 1 FROM "main".sqlite_master WHERE type = 'table' AND name = 'migrate_version' COLLATE NOCASE);
| INSERT INTO temp.migrate_start
|   SELECT count(*) = 1 AND total(version_num IN ('r1')) = 1 FROM "main"."migrate_version";
| DROP TABLE temp.migrate_start;
|
| CREATE TABLE IF NOT EXISTS "main"."migrate_history" (id INTEGER PRIMARY KEY, revision TEXT NOT NULL, parents TEXT NOT NULL, kind VARCHAR(16) NOT NULL, result VARCHAR(16) NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, elapsed_ms BIGINT, db_user TEXT, host TEXT, tool TEXT, checksum TEXT, message TEXT, error TEXT, file TEXT, header TEXT, upgrade_sql TEXT, downgrade_sql TEXT, statements_done INTEGER NOT NULL DEFAULT 0, statement_running INTEGER, unfinished TEXT UNIQUE);
| DROP TABLE IF EXISTS temp.migrate_half_done;
| CREATE TEMP TABLE migrate_half_done (sections);
| CREATE TEMP TRIGGER migrate_half_done_stop BEFORE INSERT ON migrate_half_done WHEN NEW.sections > 0
| BEGIN
|   SELECT RAISE(ROLLBACK, 'migrate: a section outside a transaction is half done; see migrate log, and finish it with migrate; nothing was changed');
| END;
| INSERT INTO temp.migrate_half_done SELECT count(*) FROM "main"."migrate_history" WHERE unfinished IS NOT NULL;
| DROP TABLE temp.migrate_half_done;
| -- When the step that runs began, for its row in the history.
| DROP TABLE IF EXISTS temp.migrate_started;
| CREATE TEMP TABLE migrate_started AS SELECT NULL AS at;
|
| -- Running stamp_revision r1 -> r2
| BEGIN IMMEDIATE;
| UPDATE "main"."migrate_version" SET version_num = 'r2' WHERE version_num = 'r1';
| INSERT INTO temp.migrate_changed VALUES (changes());
| INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('r2', 'r1', 'stamp', 'done', strftime('%Y-%m-%d %H:%M:%f', 'now'), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday(strftime('%Y-%m-%d %H:%M:%f', 'now'))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
| COMMIT;
|
| DROP TABLE IF EXISTS temp.migrate_changed;
| DROP TABLE IF EXISTS temp.migrate_started;
