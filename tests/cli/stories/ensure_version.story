`ensure-version` makes the version table and nothing else
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ migrate ensure-version
! Made the version table main.migrate_version (sqlite:///app.db).
$ sqlite3 app.db .dump
| PRAGMA foreign_keys=OFF;
| BEGIN TRANSACTION;
| CREATE TABLE IF NOT EXISTS "migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
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
| DROP TABLE IF EXISTS temp.migrate_changed;
$ migrate ensure-version --sql | sqlite3 other.db && sqlite3 other.db .schema
| CREATE TABLE IF NOT EXISTS "migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
