Data is on stdout and all else on stderr; colours, quiet and verbose
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ migrate -q revision -m "One" --rev-id r1
| versions/{ymd}_r1_one.sql
$ migrate -q upgrade
$ migrate -q current
| r1 (head)
$ migrate -q upgrade nowhere
! error: there is no revision or branch label `nowhere`
! hint: `migrate history` lists the revisions
= 2
$ migrate -v downgrade base
! versions/{ymd}_r1_one.sql:10: the downgrade section of revision r1 is empty: nothing is undone for it.
! The plan has 1 step.
! Running downgrade r1 -> , One
!   done in {time}
! Downgraded 1 revision: the database is at base (sqlite:///app.db), in {time}.
$ migrate --color=always heads
| r1 (head)
$ migrate --color=never heads
| r1 (head)
$ migrate --color=always upgrade nowhere 2>&1 | cat -v
| ^[[1;31merror:^[[0m there is no revision or branch label `nowhere`
| hint: `migrate history` lists the revisions
$ NO_COLOR=1 migrate --color=auto heads
| r1 (head)
# A terminal that takes no more is an error, not a success.
$ migrate history > /dev/full
! error: cannot write to standard output
= 2
# Global options may stand anywhere.
$ migrate upgrade -q -d sqlite:///other.db && ls other.db
| other.db
