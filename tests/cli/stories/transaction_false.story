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
! Revision r2 runs outside a transaction: statement 2 of 2 (versions/2.sql:6) failed; the 1 before it has run and stays; the next `migrate upgrade` goes on from there. The database is at r1.
= 1
$ migrate current
| r1
$ sqlite3 app.db 'SELECT * FROM one'
| 1
# Until it is finished, nothing else is done.
$ migrate downgrade base
! error: the upgrade of revision r2 is half done: it began {any}, 1 of its statements has run, then it failed: versions/2.sql:7: the section ends inside a transaction of its own; that was rolled back
! hint: nothing was changed now. Finish it first with `migrate upgrade r2` (where its file is gone, `migrate recover r2` writes it again); or `migrate repair --restart r2` to run all of it again; or `migrate repair --abandon r2` to forget it, which leaves in the database what has run
= 1
# What has run must stay as it was; the rest may be mended.
$ sed -i 's/TABLE two (id INTEGER)/TABLE two (id TEXT)/' versions/2.sql
$ migrate upgrade
! error: versions/2.sql:5: revision r2 is half done (1 of its statements has run), and statement 1 is not the one that has run
!     5 | CREATE TABLE two (id TEXT);
! hint: what ran was `CREATE TABLE two (id INTEGER)`, then in line 5 of the file. Make the statement what it was, then run the same command again; or `migrate repair --restart r2` to run all of it again; or `migrate repair --abandon r2` to forget it, which leaves in the database what has run
= 2
$ sed -i 's/TABLE two (id TEXT)/TABLE two (id INTEGER)/; s/(2);/(2); COMMIT;/' versions/2.sql
$ migrate upgrade
! Running upgrade r1 -> r2, Two
! Revision r2 goes on at statement 2 of 2, versions/2.sql:6.{any}
! Upgraded 1 revision: the database is at r2 (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM one; SELECT result, statements_done FROM migrate_history'
| 1
| 2
| done|3
| failed|1
| done|2
