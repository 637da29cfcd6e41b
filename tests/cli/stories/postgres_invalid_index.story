An INVALID index that CREATE INDEX CONCURRENTLY left is named, and dropped before the next try
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id integer);
INSERT INTO one VALUES (1), (1);
--- file versions/2.sql
-- Index
-- revision: r2
-- down_revision: r1
-- migrate:upgrade transaction:false
ALTER TABLE one ADD name text;
CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);
ALTER TABLE one ADD PRIMARY KEY USING INDEX one_id;
--- run
$ migrate upgrade head
! Running upgrade  -> r1, One
! Running upgrade r1 -> r2, Index
! error: versions/2.sql:6: could not create unique index "one_id" [23505]
!     6 | CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);
! DETAIL: Key (id)=(1) is duplicated.
! Left behind: the index "public"."one_id" is INVALID: its build did not finish. The next try drops it first (without a history table, you must): DROP INDEX CONCURRENTLY IF EXISTS "public"."one_id"
! Revision r2 runs outside a transaction: statement 2 of 3 (versions/2.sql:6) failed; the 1 before it has run and stays; the next `migrate upgrade` goes on from there. The database is at r1.
= 1
$ psql -X -w -A -t '{pg}' -c "DELETE FROM one WHERE ctid = (SELECT min(ctid) FROM one)"
| DELETE 1
$ migrate upgrade head
! Running upgrade r1 -> r2, Index
! Clearing up what the try before left: DROP INDEX CONCURRENTLY IF EXISTS "public"."one_id"
! Revision r2 goes on at statement 2 of 3, versions/2.sql:6. Found: the index "public"."one_id" is INVALID: its build did not finish. The statement that was running is run again.
! Upgraded 1 revision: the database is at r2 ({pg}), in {time}.
$ psql -X -w -A -t '{pg}' -c "SELECT indisvalid, indisprimary FROM pg_index WHERE indexrelid = 'one_id'::regclass"
| t|t
