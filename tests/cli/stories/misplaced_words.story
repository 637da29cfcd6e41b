A word in the wrong place is named without the password in it, and the values of options are no commands
--- file versions/a.sql
-- One
-- revision: aaaa
-- down_revision:
-- migrate:upgrade
--- run
$ migrate -c other.ini upgrad
! error: there is no command `upgrad`
! hint: did you mean `upgrade`?
= 2
$ migrate -n prod upgrad
! error: there is no command `upgrad`
! hint: did you mean `upgrade`?
= 2
$ migrate -d postgresql://me:top-secret@host/db upgrad
! error: there is no command `upgrad`
! hint: did you mean `upgrade`?
= 2
$ migrate -D postgresql://me:top-secret@host/db upgrade
! error: there is no option `-D`
! hint: see `migrate upgrade --help`
= 2
$ migrate -Dpostgresql://me:top-secret@host/db upgrade
! error: there is no option `-D`
! hint: see `migrate upgrade --help`
= 2
$ migrate --databse-url=postgresql://me:top-secret@host/db upgrade
! error: there is no option `--databse-url`
! hint: did you mean `--database-url`?
= 2
$ migrate postgresql://me:top-secret@host/db
! error: there is no command `postgresql://me:***@host/db`
! hint: see `migrate --help`
= 2
$ migrate upgrade head postgresql://me:top-secret@host/db
! error: `postgresql://me:***@host/db` is too many for `migrate upgrade`
! hint: see `migrate upgrade --help`
= 2
$ migrate upgrade postgresql://me:top-secret@host/db
! error: `postgresql://me:***@host/db` is a range, which only --sql takes
! hint: the database itself says where it starts: name the end alone
= 2
$ migrate -c postgresql://me:top-secret@host/db heads
! error: no configuration file postgresql://me:***@host/db (named by -c)
! hint: `migrate init` makes one
= 2
$ migrate --json -n postgresql://me:top-secret@host/db heads
| {
|   "error": {
|     "fault": "config",
|     "message": "no migrate.ini here to read the section [postgresql://me:***@host/db] from",
|     "hint": "name the file with -c"
|   },
|   "exit_code": 2
| }
= 2
$ migrate --color heads
! error: --color: `heads` is none of auto, always and never
! hint: see `migrate --help`
= 2
$ migrate heads -1
! error: `-1` is too many for `migrate heads`
! hint: see `migrate heads --help`
= 2
# What --color says counts even when the rest cannot be read.
$ migrate --color always upgrad 2>&1 | cat -v
| ^[[1;31merror:^[[0m there is no command `upgrad`
| hint: did you mean `upgrade`?
$ migrate upgrad --color=never
! error: there is no command `upgrad`
! hint: did you mean `upgrade`?
= 2
