A section outside a transaction that was cut off: where it goes on can be repaired by hand
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:
-- migrate:upgrade transaction:false
CREATE TABLE one (id INTEGER);
VACUUM;
INSERT INTO missing VALUES (1);
-- migrate:downgrade
--- run
$ migrate -q upgrade
! error: versions/1.sql:7: no such table: missing [SQLITE_ERROR]
!     7 | INSERT INTO missing VALUES (1);
! Revision aaa1 runs outside a transaction: statement 3 of 3 (versions/1.sql:7) failed; the 2 before it have run and stay; the next `migrate upgrade` goes on from there. The database is at base.
= 1
$ migrate verify
| error: versions/1.sql: the upgrade of revision aaa1 was begun {moment} by {who} and not finished: 2 of its statements are done, outside a transaction
| hint: `migrate upgrade aaa1` goes on with it, or says what it needs to know
| 0 revision files as applied, 1 problem: not sound.
! error: the verification failed: 1 problem
= 5
$ migrate log
| {moment}  upgrade    running  aaa1  {any}  One
|     versions/1.sql:7: no such table: missing [SQLITE_ERROR]
# Nothing was running: what is done is known.
$ migrate repair --done aaa1
! error: revision aaa1: no statement was running outside a transaction when its upgrade ended, so what is done is known
! hint: The next `migrate upgrade` goes on with statement 3 of 3 (versions/1.sql:7).
= 2
$ migrate repair --retry aaa1
! error: revision aaa1: no statement was running outside a transaction when its upgrade ended, so what is done is known
! hint: The next `migrate upgrade` goes on with statement 3 of 3 (versions/1.sql:7).
= 2
# As if it had been killed in the second statement.
$ sqlite3 app.db "UPDATE migrate_history SET statements_done = 1, statement_running = 2"
$ migrate repair --retry aaa1
! Revision aaa1: statement 2 of 3 (versions/1.sql:6) counts as not run (sqlite:///app.db).
! The next `migrate upgrade` goes on with statement 2 of 3 (versions/1.sql:6).
$ sqlite3 app.db "UPDATE migrate_history SET statement_running = 2"
$ migrate repair --done bbb
! error: no unfinished step is of a revision `bbb`
! hint: unfinished: aaa1
= 2
$ migrate repair --done aaa
! Revision aaa1: statement 2 of 3 (versions/1.sql:6) counts as done (sqlite:///app.db).
! The next `migrate upgrade` goes on with statement 3 of 3 (versions/1.sql:7).
$ migrate repair --restart aaa1
! Revision aaa1: none of its statements counts as run; what they did stays (sqlite:///app.db).
! The next `migrate upgrade` goes on with statement 1 of 3 (versions/1.sql:5).
$ migrate repair --restart aaa1 --abandon aaa1
! error: repair does one thing at a time
! hint: name one of --accept, --done, --retry, --restart and --abandon; `migrate repair --help` tells what each does
= 2
$ migrate repair
! error: repair does one thing at a time
! hint: name one of --accept, --done, --retry, --restart and --abandon; `migrate repair --help` tells what each does
= 2
$ migrate --json repair --abandon aaa1
| {
|   "database": "sqlite:///app.db",
|   "repaired": [
|     {
|       "revision": "aaa1",
|       "done": "Revision aaa1: its unfinished upgrade is abandoned",
|       "next": "A `migrate upgrade` over it begins with its first statement."
|     }
|   ]
| }
$ migrate repair --abandon aaa1
! error: no step of this database is unfinished: there is nothing to repair
! hint: `migrate log` shows what has run
= 2
$ migrate log
| {moment}  repair     done     aaa1  {any}  One (--abandon: its unfinished upgrade is abandoned)
| {moment}  repair     done     aaa1  {any}  One (--restart: none of its statements counts as run; what they did stays)
| {moment}  repair     done     aaa1  {any}  One (--done: statement 2 of 3 (versions/1.sql:6) counts as done)
| {moment}  repair     done     aaa1  {any}  One (--retry: statement 2 of 3 (versions/1.sql:6) counts as not run)
| {moment}  upgrade    failed   aaa1  {any}  One
|     abandoned by migrate repair; versions/1.sql:7: no such table: missing [SQLITE_ERROR]
