-- SQL script by migrate 0.1.0
-- Range:  from one to the other
-- Engine: SQLite
-- Run it: sqlite3 DATABASE < SCRIPT
-- It stops at the first error.

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

-- Running upgrade  -> aaa, a revision
BEGIN IMMEDIATE;
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);


;
INSERT INTO "main"."migrate_version" (version_num) VALUES ('aaa');
INSERT INTO temp.migrate_changed VALUES (changes());
COMMIT;

-- Running upgrade aaa -> bbb, a revision
BEGIN IMMEDIATE;
INSERT INTO users VALUES (1, 'it''s

:here; -- no comment');
UPDATE users SET email = 'b' -- no semicolon, no line end
;
UPDATE "main"."migrate_version" SET version_num = 'bbb' WHERE version_num = 'aaa';
INSERT INTO temp.migrate_changed VALUES (changes());
COMMIT;

-- Running upgrade bbb -> ccc, a revision
-- (transaction:false: each statement stands on its own)
VACUUM;

;
BEGIN IMMEDIATE;
UPDATE "main"."migrate_version" SET version_num = 'ccc' WHERE version_num = 'bbb';
INSERT INTO temp.migrate_changed VALUES (changes());
COMMIT;

DROP TABLE IF EXISTS temp.migrate_changed;
