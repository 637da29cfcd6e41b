`log` shows what was done to the database, newest first; failures with their reason
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- file versions/2.sql
-- Two
-- revision: aaa2
-- down_revision: aaa1
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
--- run
# Without a database, or without its table, it says so.
$ migrate log
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
! The database has no history table migrate_history yet; the next command that writes makes it (sqlite:///app.db).
$ migrate --json log
| {
|   "database": "sqlite:///app.db",
|   "history_table": "migrate_history",
|   "exists": false,
|   "steps": [],
|   "more": false
| }
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -q upgrade aaa1
$ migrate -q upgrade
! error: versions/2.sql:5:14: table one already exists [SQLITE_ERROR]
!     5 | CREATE TABLE one (id INTEGER);
!       |              ^
! Revision aaa2 was rolled back. The database is at aaa1.
= 1
$ migrate -q stamp base
$ migrate log
| {moment}  stamp      done     base  {any}
| {moment}  upgrade    failed   aaa2  {any}  Two
|     versions/2.sql:5:14: table one already exists [SQLITE_ERROR]
| {moment}  upgrade    done     aaa1  {any}  One
$ migrate log --limit 1
| {moment}  stamp      done     base  {any}
! There are older steps: `--limit N` shows N, `--all` all.
$ migrate log -v --limit 2
| {moment}  stamp      done     base  {any}
|     before: aaa1
|     finished: {moment}
|     tool: migrate {any}
| {moment}  upgrade    failed   aaa2  {any}  Two
|     versions/2.sql:5:14: table one already exists [SQLITE_ERROR]
|         5 | CREATE TABLE one (id INTEGER);
|           |              ^
|     parents: aaa1
|     file: versions/2.sql
|     checksum: v1:34726d3b7dea22bca2750628ec3c7524af10182db9c2f1d08e11bcc17f6074f1
|     finished: {moment}
|     tool: migrate {any}
! There are older steps: `--limit N` shows N, `--all` all.
$ migrate --json log --limit 1
| {
|   "database": "sqlite:///app.db",
|   "history_table": "migrate_history",
|   "exists": true,
|   "steps": [
|     {
|       "id": 3,
|       "kind": "stamp",
|       "result": "done",
|       "revision": "",
|       "parents": [
|         "aaa1"
|       ],
|       "message": "",
|       "started_at": "{moment}",
|       "finished_at": "{moment}",
|       "milliseconds": {number},
|       "user": "{any}",
|       "host": "{any}",
|       "tool": "migrate {any}",
|       "file": null,
|       "checksum": null,
|       "error": null
|     }
|   ],
|   "more": true
| }
$ migrate log --limit 0
! error: --limit: `0` is no number of steps from 1 on; --all shows every step
! hint: see `migrate log --help`
= 2
$ migrate log --limit -1
! error: --limit: `-1` is no number of steps from 1 on; --all shows every step
! hint: see `migrate log --help`
= 2
$ migrate log --all --limit 2
! error: `--limit` and `--all` exclude each other
! hint: see `migrate log --help`
= 2
$ migrate log --all | wc -l
| 4
$ migrate log --limit x
! error: --limit: `x` is no number of steps from 1 on; --all shows every step
! hint: see `migrate log --help`
= 2
# With the history turned off nothing is written, and each command says why it cannot work.
$ printf '[migrate]\nhistory_table =\n' > migrate.ini
$ migrate log
! No history is kept: the setting `history_table` is empty.
$ migrate verify
| No history is kept (`history_table` is empty), so there is nothing to compare with. Remove `history_table =` from migrate.ini to keep one from now on.
| 0 revision files as applied: nothing could be compared.
$ migrate recover aaa1
! error: no history is kept: the setting `history_table` is empty
! hint: remove `history_table =` from migrate.ini to keep one from now on
= 2
$ migrate repair --accept aaa1
! error: no history is kept: the setting `history_table` is empty
! hint: remove `history_table =` from migrate.ini to keep one from now on
= 2
$ migrate downgrade base --stored
! error: no history is kept: the setting `history_table` is empty
! hint: remove `history_table =` from migrate.ini to keep one from now on
= 2
