`stamp` sets the version table and runs nothing
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
-- migrate:downgrade
DROP TABLE two;
--- run
$ migrate stamp head
! Running stamp_revision  -> r2
! Stamped: the database is at r2 (sqlite:///app.db), in {time}.
$ sqlite3 app.db .tables 'SELECT * FROM migrate_version'
| migrate_history  migrate_version
| r2
$ sqlite3 -line app.db 'SELECT revision, parents, kind, result, checksum, message, file FROM migrate_history'
| revision = r2
|  parents = 
|     kind = stamp
|   result = done
| checksum = 
|  message = 
|     file = 
$ migrate stamp -1
! Running stamp_revision r2 -> r1
! Stamped: the database is at r1 (sqlite:///app.db), in {time}.
$ migrate current
| r1
$ migrate stamp base
! Running stamp_revision r1 -> 
! Stamped: the database is at base (sqlite:///app.db), in {time}.
$ migrate current
$ migrate stamp r1 --sql
| -- SQL script by migrate 0.1.0
| -- Range:  stamp r1
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
| -- Running stamp_revision  -> r1
| BEGIN IMMEDIATE;
| INSERT INTO "main"."migrate_version" (version_num) VALUES ('r1');
| INSERT INTO temp.migrate_changed VALUES (changes());
| INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('r1', '', 'stamp', 'done', strftime('%Y-%m-%d %H:%M:%f', 'now'), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday(strftime('%Y-%m-%d %H:%M:%f', 'now'))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
| COMMIT;
|
| DROP TABLE IF EXISTS temp.migrate_changed;
| DROP TABLE IF EXISTS temp.migrate_started;

# A row that the files do not know: --purge throws all rows away first.
$ sqlite3 app.db "INSERT INTO migrate_version VALUES ('gone')"
$ migrate current
| gone (unknown)
$ migrate stamp r2
! error: the version table migrate_version names the revision gone, which no revision file declares
! hint: a newer checkout may have it: was this program rolled back? Nothing was changed. With that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew
= 1
$ migrate stamp --purge r2
! Running stamp_revision gone -> r2
! Stamped: the database is at r2 (sqlite:///app.db), in {time}.
$ migrate current
| r2 (head)
$ migrate stamp heads base
! error: `base` contradicts the other targets: it takes away what they set
! hint: name only what is to be there afterwards; `--purge` takes all rows away first
= 2
$ migrate stamp nothing
! error: there is no revision or branch label `nothing`
! hint: `migrate history` lists the revisions
= 2
