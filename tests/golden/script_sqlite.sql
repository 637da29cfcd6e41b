-- SQL script by migrate 0.1.0
-- Range:  from one to the other
-- Engine: SQLite
-- Run it: sqlite3 DATABASE < SCRIPT
-- It stops at the first error.

-- Stops psql, should it be given this script; to the sqlite3 shell the next line is a comment.
#\set ON_ERROR_STOP on \warn 'migrate: this script is for the sqlite3 shell; nothing was changed'
;
.bail on
.timeout 60000

-- Each change of the version table is checked by inserting changes() here.
DROP TABLE IF EXISTS temp.migrate_changed;
CREATE TEMP TABLE migrate_changed (row_count);
CREATE TEMP TRIGGER migrate_changed_stop BEFORE INSERT ON migrate_changed WHEN NEW.row_count IS NOT 1
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: the version table did not change in exactly one row; rolled back');
END;

-- The guard: goes on only if the database is where this script starts.
DROP TABLE IF EXISTS temp.migrate_start;
CREATE TEMP TABLE migrate_start (here);
CREATE TEMP TRIGGER migrate_start_stop BEFORE INSERT ON migrate_start WHEN NEW.here IS NOT 1
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: this script starts at base, but the database is elsewhere; nothing was changed');
END;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS "main"."migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);
INSERT INTO temp.migrate_start SELECT count(*) = 0 FROM "main"."migrate_version";
ROLLBACK;
DROP TABLE temp.migrate_start;

CREATE TABLE IF NOT EXISTS "main"."migrate_version" (version_num VARCHAR(255) NOT NULL PRIMARY KEY);

CREATE TABLE IF NOT EXISTS "main"."migrate_history" (id INTEGER PRIMARY KEY, revision TEXT NOT NULL, parents TEXT NOT NULL, kind VARCHAR(16) NOT NULL, result VARCHAR(16) NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, elapsed_ms BIGINT, db_user TEXT, host TEXT, tool TEXT, checksum TEXT, message TEXT, error TEXT, file TEXT, header TEXT, upgrade_sql TEXT, downgrade_sql TEXT, statements_done INTEGER NOT NULL DEFAULT 0, statement_running INTEGER, unfinished TEXT UNIQUE);
DROP TABLE IF EXISTS temp.migrate_half_done;
CREATE TEMP TABLE migrate_half_done (sections);
CREATE TEMP TRIGGER migrate_half_done_stop BEFORE INSERT ON migrate_half_done WHEN NEW.sections > 0
BEGIN
  SELECT RAISE(ROLLBACK, 'migrate: a section outside a transaction is half done; see migrate log, and finish it with migrate; nothing was changed');
END;
INSERT INTO temp.migrate_half_done SELECT count(*) FROM "main"."migrate_history" WHERE unfinished IS NOT NULL;
DROP TABLE temp.migrate_half_done;
-- When the step that runs began, for its row in the history.
DROP TABLE IF EXISTS temp.migrate_started;
CREATE TEMP TABLE migrate_started AS SELECT NULL AS at;

-- Running upgrade  -> aaa, a revision
UPDATE temp.migrate_started SET at = strftime('%Y-%m-%d %H:%M:%f', 'now');
BEGIN IMMEDIATE;
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);


;
INSERT INTO "main"."migrate_version" (version_num) VALUES ('aaa');
INSERT INTO temp.migrate_changed VALUES (changes());
INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('aaa', '', 'upgrade', 'done', (SELECT at FROM temp.migrate_started), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday((SELECT at FROM temp.migrate_started))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', 'v1:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'a revision', NULL, 'versions/aaa.sql', '-- a revision
--
-- revision: aaa
-- down_revision: 

', '-- migrate:upgrade
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);

', '-- migrate:downgrade
');
COMMIT;

-- Running upgrade aaa -> bbb, a revision
UPDATE temp.migrate_started SET at = strftime('%Y-%m-%d %H:%M:%f', 'now');
BEGIN IMMEDIATE;
INSERT INTO users VALUES (1, 'it''s

:here; -- no comment');
UPDATE users SET email = 'b' -- no semicolon, no line end
;
UPDATE "main"."migrate_version" SET version_num = 'bbb' WHERE version_num = 'aaa';
INSERT INTO temp.migrate_changed VALUES (changes());
INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('bbb', 'aaa', 'upgrade', 'done', (SELECT at FROM temp.migrate_started), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday((SELECT at FROM temp.migrate_started))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', 'v1:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'a revision', NULL, 'versions/bbb.sql', '-- a revision
--
-- revision: bbb
-- down_revision: aaa

', '-- migrate:upgrade
INSERT INTO users VALUES (1, ''it''''s

:here; -- no comment'');
UPDATE users SET email = ''b'' -- no semicolon, no line end', '-- migrate:downgrade
');
COMMIT;

-- Running upgrade bbb -> ccc, a revision
-- (transaction:false: each statement stands on its own)
UPDATE temp.migrate_started SET at = strftime('%Y-%m-%d %H:%M:%f', 'now');
VACUUM;

;
BEGIN IMMEDIATE;
UPDATE "main"."migrate_version" SET version_num = 'ccc' WHERE version_num = 'bbb';
INSERT INTO temp.migrate_changed VALUES (changes());
INSERT INTO "main"."migrate_history" (revision, parents, kind, result, started_at, finished_at, elapsed_ms, db_user, host, tool, checksum, message, error, file, header, upgrade_sql, downgrade_sql) VALUES ('ccc', 'bbb', 'upgrade', 'done', (SELECT at FROM temp.migrate_started), strftime('%Y-%m-%d %H:%M:%f', 'now'), CAST(round((julianday('now') - julianday((SELECT at FROM temp.migrate_started))) * 86400000) AS INTEGER), NULL, NULL, 'migrate 0.1.0 (script)', 'v1:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'a revision', NULL, 'versions/ccc.sql', '-- a revision
--
-- revision: ccc
-- down_revision: bbb

', '-- migrate:upgrade
VACUUM;
', '-- migrate:downgrade
');
COMMIT;

DROP TABLE IF EXISTS temp.migrate_changed;
DROP TABLE IF EXISTS temp.migrate_started;
