One history serves both engines: a section for an engine replaces the common one
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE common (id INTEGER);
-- migrate:upgrade engine:sqlite
CREATE TABLE for_sqlite (id INTEGER);
-- migrate:downgrade
DROP TABLE common;
-- migrate:downgrade engine:sqlite
DROP TABLE for_sqlite;
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade engine:postgresql
CREATE TABLE two (id SERIAL);
-- migrate:downgrade
DROP TABLE two;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade r1 && sqlite3 app.db '.schema %sqlite'
| CREATE TABLE for_sqlite (id INTEGER);
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///app.db), in {time}.
$ migrate upgrade
! error: versions/2.sql:2: revision r2 has upgrade sections for other engines only, none for sqlite
! hint: add a section `-- migrate:upgrade engine:sqlite`, or one without `engine:`
= 2
$ migrate check
! error: versions/2.sql:2: revision r2 has upgrade sections for other engines only, none for sqlite
! hint: add a section `-- migrate:upgrade engine:sqlite`, or one without `engine:`
= 2
$ migrate downgrade base
! Running downgrade r1 -> , One
! Downgraded 1 revision: the database is at base (sqlite:///app.db), in {time}.
$ migrate -d postgresql:///unused upgrade r1 --sql | sed '/^;$/q' | grep 'CREATE TABLE [cf]'
| CREATE TABLE common (id INTEGER);
