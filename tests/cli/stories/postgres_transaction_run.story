On PostgreSQL, too, `--single-transaction` is all or nothing
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
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE two (id integer);
INSERT INTO two SELECT 1 / (SELECT count(*) FROM one);
-- migrate:downgrade
DROP TABLE two;
--- run
$ migrate upgrade --single-transaction
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Two
! error: versions/2.sql:6: division by zero [22012]
!     6 | INSERT INTO two SELECT 1 / (SELECT count(*) FROM one);
! The whole run of 2 revisions was rolled back. The database is at base.
= 1
$ migrate current
$ psql -X -w -A -t '{pg}' -c "SELECT to_regclass('one') IS NULL"
| t
$ migrate upgrade
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Two
! error: versions/2.sql:6: division by zero [22012]
!     6 | INSERT INTO two SELECT 1 / (SELECT count(*) FROM one);
! Revision r2 was rolled back. The database is at r1.
= 1
$ migrate current
| r1
$ sed -i 's,1 / (SELECT count(\*) FROM one),1,' versions/2.sql && migrate upgrade --single-transaction
! Running upgrade r1 -> r2, Two
! Upgraded 1 revision: the database is at r2 ({pg}), in {time}.
