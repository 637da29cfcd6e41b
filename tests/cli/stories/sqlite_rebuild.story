A table that others refer to is rebuilt with foreign_keys:off, and what breaks a foreign key does not stay
--- file versions/1.sql
-- Parents
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE parent (id INTEGER PRIMARY KEY, old TEXT);
CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent (id) ON DELETE CASCADE);
INSERT INTO parent VALUES (1, 'a'), (2, 'b');
INSERT INTO child VALUES (7, 1), (8, 2);
-- migrate:downgrade
DROP TABLE child;
DROP TABLE parent;
--- file versions/2.sql
-- Enforce
-- revision: r2
-- down_revision: r1
-- migrate:upgrade transaction:false
PRAGMA foreign_keys = ON;
-- migrate:downgrade
--- file versions/3.sql
-- Rebuild
-- revision: r3
-- down_revision: r2
-- migrate:upgrade foreign_keys:off
CREATE TABLE rebuilt (id INTEGER PRIMARY KEY);
INSERT INTO rebuilt SELECT id FROM parent WHERE id = 1;
DROP TABLE parent;
ALTER TABLE rebuilt RENAME TO parent;
-- migrate:downgrade
ALTER TABLE parent ADD COLUMN old TEXT;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade
! Running upgrade  -> r1, Parents
! Running upgrade r1 -> r2, Enforce
! Running upgrade r2 -> r3, Rebuild
! error: versions/3.sql:4: the section leaves a foreign key broken: table "child", row 8: no such row in "parent" [SQLITE_CONSTRAINT_FOREIGNKEY]
! hint: mend the section so that each row finds the one that it refers to, and run it again
! Revision r3 was rolled back. The database is at r2.
= 1
$ migrate current
| r2
$ sed -i 's/ WHERE id = 1//' versions/3.sql
$ migrate -q upgrade
$ sqlite3 app.db 'SELECT id, parent FROM child' 'PRAGMA table_info(parent)'
| 7|1
| 8|2
| 0|id|INTEGER|0||1
