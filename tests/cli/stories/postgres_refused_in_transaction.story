What PostgreSQL runs outside a transaction only is refused in a transactional section before anything runs
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
--- file versions/2.sql
-- Index
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
ALTER TABLE one ADD name text;
CREATE UNIQUE /* no lock */ INDEX CONCURRENTLY one_id ON one (id);
  VACUUM one;
-- migrate:downgrade
DROP INDEX CONCURRENTLY one_id;
--- run
$ migrate upgrade head
! error: versions/2.sql:6:1: CREATE INDEX CONCURRENTLY cannot run in a transaction
!     6 | CREATE UNIQUE /* no lock */ INDEX CONCURRENTLY one_id ON one (id);
!       | ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
! error: versions/2.sql:7:3: VACUUM cannot run in a transaction
!     7 |   VACUUM one;
!       |   ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
= 2
$ psql -X -w -A -t '{pg}' -c "SELECT to_regclass('one') IS NULL"
| t
$ migrate check
! error: versions/2.sql:6:1: CREATE INDEX CONCURRENTLY cannot run in a transaction
!     6 | CREATE UNIQUE /* no lock */ INDEX CONCURRENTLY one_id ON one (id);
!       | ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
! error: versions/2.sql:7:3: VACUUM cannot run in a transaction
!     7 |   VACUUM one;
!       |   ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
! error: versions/2.sql:9:1: DROP INDEX CONCURRENTLY cannot run in a transaction
!     9 | DROP INDEX CONCURRENTLY one_id;
!       | ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
= 2
$ migrate upgrade head --sql > script.sql
! error: versions/2.sql:6:1: CREATE INDEX CONCURRENTLY cannot run in a transaction
!     6 | CREATE UNIQUE /* no lock */ INDEX CONCURRENTLY one_id ON one (id);
!       | ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
! error: versions/2.sql:7:3: VACUUM cannot run in a transaction
!     7 |   VACUUM one;
!       |   ^
! hint: put it into a revision of its own, with transaction:false on the section's marker line, as in: -- migrate:upgrade transaction:false
= 2
$ migrate upgrade r1
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 ({pg}), in {time}.
