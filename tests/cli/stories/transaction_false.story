A section may run outside a transaction, and must not leave one open
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade transaction:false
CREATE TABLE one (id INTEGER);
VACUUM;
BEGIN; INSERT INTO one VALUES (1); COMMIT;
-- migrate:downgrade
DROP TABLE one;
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade transaction:false
CREATE TABLE two (id INTEGER);
BEGIN;
INSERT INTO one VALUES (2);
-- migrate:downgrade
DROP TABLE two;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade r1
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM one'
| 1
$ migrate upgrade
! Running upgrade r1 -> r2, Two
! error: versions/2.sql:7: the section ends inside a transaction of its own; that was rolled back
!     7 | INSERT INTO one VALUES (2);
! hint: end the section with COMMIT, or leave out both BEGIN and `transaction:false`
! Revision r2 runs outside a transaction: what its statements did before this one stays, its version row was not changed. The database is at r1.
= 1
$ migrate current
| r1
$ sqlite3 app.db 'SELECT * FROM one'
| 1
