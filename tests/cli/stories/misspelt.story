A misspelt key, section, option, command or target is named, with what was probably meant
--- file migrate.ini
[migrate]
database_ur = sqlite:///app.db
lock_wait = soon
transaction = all

[post_write_hook]
fmt = true
--- run
$ migrate heads
! error: migrate.ini:2:1: unknown key `database_ur`
!     2 | database_ur = sqlite:///app.db
!       | ^
! hint: did you mean `database_url`?
! error: migrate.ini:6:1: unknown section [post_write_hook]
!     6 | [post_write_hook]
!       | ^
! hint: did you mean `post_write_hooks`?
! error: migrate.ini:3:13: lock_wait is not a duration
!     3 | lock_wait = soon
!       |             ^
! hint: write it as 500ms, 60s, 5m or 1h; 0 does not wait
! error: migrate.ini:4:15: transaction is neither `revision` nor `run`
!     4 | transaction = all
!       |               ^
! hint: `revision` is one transaction for each, `run` one for all
= 2
$ rm migrate.ini && mkdir versions
$ migrate upgrde
! error: there is no command `upgrde`
! hint: did you mean `upgrade`?
= 2
$ migrate upgrade --sgl
! error: there is no option `--sgl`
! hint: did you mean `--sql`?
= 2
$ migrate --sql upgrade
! error: `--sql` stands before the command it belongs to
! hint: write `migrate upgrade --sql`
= 2
$ migrate histroy
! error: there is no command `histroy`
! hint: did you mean `history`?
= 2
$ migrate xyzzy
! error: there is no command `xyzzy`
! hint: see `migrate --help`
= 2
$ migrate
! error: a command is missing
! hint: see `migrate --help`
= 2
$ migrate heads more
! error: `more` is too many for `migrate heads`
! hint: see `migrate heads --help`
= 2
$ migrate downgrade
! error: `migrate downgrade` needs TARGET
! hint: see `migrate downgrade --help`
= 2
$ migrate revision
! error: `migrate revision` needs `--message TEXT`
! hint: see `migrate revision --help`
= 2
$ migrate --color=sometimes heads
! error: --color: `sometimes` is none of auto, always and never
! hint: see `migrate heads --help`
= 2
$ migrate -d sqlit:///app.db current
! error: --database-url: unknown database `sqlit://`
! hint: did you mean `sqlite`? sqlite:///relative.db, sqlite:////absolute.db and postgresql://user@host/db are supported
= 2
$ migrate current
! error: no database was named
! hint: set `database_url` in [migrate] of migrate.ini or DATABASE_URL in the environment, or pass `--database-url sqlite:///app.db`
= 2
$ migrate -c nowhere.ini heads
! error: no configuration file nowhere.ini (named by -c)
! hint: `migrate init` makes one
= 2
$ migrate upgrade @head
! error: `@head` is not a target: the branch is missing before `@`
! hint: a target is a revision id or a unique prefix of one, a branch label, `head`, `heads`, `base`, `+2` or `-1` (from where the database is), `ID+2`, `ID-1`, or one of these after `LABEL@`
= 2
$ migrate -d sqlite:///app.db upgrade a@b@c
! error: `a@b@c` is not a target: it has more than one `@`
! hint: a target is a revision id or a unique prefix of one, a branch label, `head`, `heads`, `base`, `+2` or `-1` (from where the database is), `ID+2`, `ID-1`, or one of these after `LABEL@`
= 2
$ migrate -d sqlite:///app.db upgrade a:b
! error: `a:b` is a range, which only --sql takes
! hint: the database itself says where it starts: name the end alone
= 2
--- file migrate.ini
database_url = sqlite:///app.db
[migrate
= 3
[migrate]
timezone = Mars/Olympus
timezone = UTC
--- run
$ migrate heads
! error: migrate.ini:1:1: a key before the first section
!     1 | database_url = sqlite:///app.db
!       | ^
! hint: begin the file with [migrate]
! error: migrate.ini:2:1: a section that is not of the form [name]
!     2 | [migrate
!       | ^
! error: migrate.ini:3:1: a line that is not of the form `key = value`
!     3 | = 3
!       | ^
! hint: a line is `key = value`, `[section]`, or a comment after `;`
! error: migrate.ini:6:1: repeated key `timezone`
!     6 | timezone = UTC
!       | ^
! hint: it is already in line 5
= 2

# What the command line's own rules refuse is said in words of the command.
$ migrate upgrade a b
! error: `b` is too many for `migrate upgrade`
! hint: see `migrate upgrade --help`
= 2
$ migrate heads a b
! error: `a`, `b` are too many for `migrate heads`
! hint: see `migrate heads --help`
= 2
$ migrate revision -m add users
! error: `users` is too many for `migrate revision`
! hint: a message of several words needs quotes around it; see `migrate revision --help`
= 2
$ migrate revision -m one -m two
! error: `--message` is given more than once
! hint: see `migrate revision --help`
= 2
$ migrate log --limit
! error: `--limit` lacks its value: `--limit N`
! hint: see `migrate log --help`
= 2
$ migrate log --limit abc
! error: --limit: `abc` is no number of steps from 1 on; --all shows every step
! hint: see `migrate log --help`
= 2
$ migrate current --check-heads=maybe
! error: `--check-heads` takes no value
! hint: write `--check-heads` alone, or leave it out
= 2
$ migrate heads --json=false
! error: `--json` takes no value
! hint: write `--json` alone, or leave it out
= 2
$ migrate merge
! error: `migrate merge` needs REVS...
! hint: see `migrate merge --help`
= 2
$ migrate --color
! error: `--color` lacks its value: `--color WHEN`
! hint: see `migrate --help`
= 2
$ migrate repair --accept
! error: `--accept` lacks its value: `--accept REV...`
! hint: see `migrate repair --help`
= 2
