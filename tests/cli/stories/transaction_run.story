With `transaction = run` it is all or nothing
--- file migrate.ini
[migrate]
database_url = sqlite:///app.db
transaction = run
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
INSERT INTO nowhere VALUES (1);
-- migrate:downgrade
DROP TABLE two;
--- run
$ migrate upgrade
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Two
! error: versions/2.sql:6: no such table: nowhere [SQLITE_ERROR]
!     6 | INSERT INTO nowhere VALUES (1);
! The whole run of 2 revisions was rolled back. The database is at base.
= 1
$ sqlite3 app.db '.schema one'
$ migrate current
$ sed -i /nowhere/d versions/2.sql && migrate upgrade
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Two
! Upgraded 2 revisions: the database is at r2 (sqlite:///app.db), in {time}.
$ migrate current
| r2 (head)
$ sed -i 's/transaction = run/transaction = revision/' migrate.ini
$ migrate downgrade base --single-transaction
! Running downgrade r2 -> r1, Two
! Running downgrade r1 -> , One
! Downgraded 2 revisions: the database is at base (sqlite:///app.db), in {time}.
--- file versions/3.sql
-- Vacuum
-- revision: r3
-- down_revision: r2
-- migrate:upgrade transaction:false
VACUUM;
-- migrate:downgrade
--- run
# What runs outside a transaction cannot be in the one transaction.
$ migrate upgrade --single-transaction
! error: versions/3.sql:4: revision r3 cannot run in one transaction with the others: its section is marked transaction:false
! hint: run without --single-transaction and with `transaction = revision`
= 2
$ migrate upgrade --single-transaction --sql
! error: versions/3.sql:4: revision r3 cannot run in one transaction with the others: its section is marked transaction:false
! hint: run without --single-transaction and with `transaction = revision`
= 2
$ migrate current
$ migrate upgrade
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Two
! Running upgrade r2 -> r3, Vacuum
! Upgraded 3 revisions: the database is at r3 (sqlite:///app.db), in {time}.
