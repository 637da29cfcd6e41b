CREATE INDEX CONCURRENTLY runs outside a transaction; a section that leaves one open is undone
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
-- migrate:downgrade
DROP TABLE one;
--- file versions/2.sql
-- Index
-- revision: r2
-- down_revision: r1
-- migrate:upgrade transaction:false
CREATE INDEX CONCURRENTLY one_id ON one (id);
VACUUM one;
-- migrate:downgrade transaction:false
DROP INDEX CONCURRENTLY one_id;
--- file versions/3.sql
-- Left open
-- revision: r3
-- down_revision: r2
-- migrate:upgrade transaction:false
BEGIN;
INSERT INTO one VALUES (1);
-- migrate:downgrade
--- run
$ migrate upgrade r2
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Index
! Upgraded 2 revisions: the database is at r2 ({pg}), in {time}.
$ migrate downgrade base
! Running downgrade r2 -> r1, Index
! Running downgrade r1 -> , One
! Downgraded 2 revisions: the database is at base ({pg}), in {time}.
$ migrate upgrade r3
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Index
! Running upgrade r2 -> r3, Left open
! error: versions/3.sql:5: the section ends inside the transaction that begins here; it was rolled back
!     5 | BEGIN;
! hint: end it with COMMIT
! Revision r3 runs outside a transaction: statement 1 of 1 (versions/3.sql:5) failed; the next `migrate upgrade` goes on from there. The database is at r2.
= 1
$ psql -X -w -A -t '{pg}' -c 'SELECT count(*) FROM one'
| 0
$ migrate current
| r2
# What a transaction left open had done was rolled back: it can run again once it is mended.
$ sed -i 's/VALUES (1);/VALUES (1);\nCOMMIT;/' versions/3.sql && migrate upgrade r3
! Running upgrade r2 -> r3, Left open
! Revision r3 goes on at statement 1 of 1, versions/3.sql:5. The statement that was running is run again.
! Upgraded 1 revision: the database is at r3 ({pg}), in {time}.
$ psql -X -w -A -t '{pg}' -c 'SELECT count(*) FROM one'
| 1
