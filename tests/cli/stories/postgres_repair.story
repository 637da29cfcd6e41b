A statement that failed after it had committed something: a person says what counts, and the history keeps it
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- Two
-- revision: r1
-- down_revision:
-- migrate:upgrade transaction:false
CREATE TABLE seen (x integer);
CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES (1); COMMIT; RAISE 'enough'; END $$;
CALL p();
CREATE INDEX CONCURRENTLY seen_x ON seen (x);
SET search_path = private, public;
CREATE INDEX CONCURRENTLY seen_y ON seen (x);
-- migrate:downgrade
--- run
$ migrate upgrade head
! Running upgrade  -> r1, Two
! error: versions/1.sql:7: enough [P0001]
!     7 | CALL p();
! CONTEXT: PL/pgSQL function p() line 1 at RAISE
! Revision r1 runs outside a transaction: statement 3 of 6 (versions/1.sql:7) failed; the 2 before it have run and stay; nobody can tell how much of it is done: look, then say so with `migrate repair --done r1` (the next `migrate upgrade` goes on behind it) or `migrate repair --retry r1` (it runs it again). The database is at base.
= 1
$ migrate upgrade head
! Running upgrade  -> r1, Two
! error: versions/1.sql:7: it is not known whether statement 3 of revision r1 is done: it failed, outside any transaction: versions/1.sql:7: enough [P0001]
!     7 | CALL p();
! hint: look whether it is in effect; then say so: `migrate repair --done r1` goes on behind it, `migrate repair --retry r1` runs it again
! Revision r1 is half done as before: nothing more of it was run. The database is at base.
= 1
$ migrate repair --done r1
! Revision r1: statement 3 of 6 (versions/1.sql:7) counts as done ({pg}).
! The next `migrate upgrade` goes on with statement 4 of 6 (versions/1.sql:8).
$ psql -X -w -A -t '{pg}' -c "UPDATE migrate_history SET statement_running = 4, error = NULL WHERE kind = 'upgrade'"
| UPDATE 1
$ migrate repair --done r1
! error: revision r1: statement 4 of 6 (versions/1.sql:8) is not done: the database shows nothing of `CREATE INDEX CONCURRENTLY seen_x ON seen (x)`
! hint: nothing was changed. `migrate repair --retry r1` has it run again
= 2
$ psql -X -w -A -t '{pg}' -c "UPDATE migrate_history SET statements_done = 5, statement_running = 6 WHERE kind = 'upgrade'"
| UPDATE 1
$ migrate repair --done r1
! Revision r1: statement 6 of 6 (versions/1.sql:10) counts as done ({pg}).
! The next `migrate upgrade` has nothing left to run of it and enters it as done.
$ migrate -q upgrade head
$ psql -X -w -A -t '{pg}' -c "SELECT count(*) FROM seen" -c "SELECT result, statements_done FROM migrate_history WHERE kind = 'upgrade'"
| 1
| done|6
$ migrate log
| {moment}  repair     done     r1  {any}  Two (--done: statement 6 of 6 (versions/1.sql:10) counts as done)
| {moment}  repair     done     r1  {any}  Two (--done: statement 3 of 6 (versions/1.sql:7) counts as done)
| {moment}  upgrade    done     r1  {any}  Two
$ migrate verify
| 1 revision file as applied: all is sound.
