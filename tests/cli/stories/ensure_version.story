`ensure-version` makes the version table and nothing else
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ migrate ensure-version
! Made the version table main.migrate_version and the history table main.migrate_history (sqlite:///app.db).
$ sqlite3 app.db .dump
| PRAGMA foreign_keys=OFF;
| BEGIN TRANSACTION;
| CREATE TABLE IF NOT EXISTS "migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
| CREATE TABLE IF NOT EXISTS "migrate_history" (id INTEGER PRIMARY KEY, revision TEXT NOT NULL, parents TEXT NOT NULL, kind VARCHAR(16) NOT NULL, result VARCHAR(16) NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, elapsed_ms BIGINT, db_user TEXT, host TEXT, tool TEXT, checksum TEXT, message TEXT, error TEXT, file TEXT, header TEXT, upgrade_sql TEXT, downgrade_sql TEXT, statements_done INTEGER NOT NULL DEFAULT 0, statement_running INTEGER, unfinished TEXT UNIQUE);
| COMMIT;
$ migrate ensure_version
! Nothing to do: there is the version table main.migrate_version (sqlite:///app.db).
$ migrate ensure-version --sql
| -- SQL script by migrate 0.1.0
| -- Range:  ensure-version
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
| DROP TABLE IF EXISTS temp.migrate_changed;
| DROP TABLE IF EXISTS temp.migrate_started;
$ migrate ensure-version --sql | sqlite3 other.db && sqlite3 other.db .schema
| CREATE TABLE IF NOT EXISTS "migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
| CREATE TABLE IF NOT EXISTS "migrate_history" (id INTEGER PRIMARY KEY, revision TEXT NOT NULL, parents TEXT NOT NULL, kind VARCHAR(16) NOT NULL, result VARCHAR(16) NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, elapsed_ms BIGINT, db_user TEXT, host TEXT, tool TEXT, checksum TEXT, message TEXT, error TEXT, file TEXT, header TEXT, upgrade_sql TEXT, downgrade_sql TEXT, statements_done INTEGER NOT NULL DEFAULT 0, statement_running INTEGER, unfinished TEXT UNIQUE);
