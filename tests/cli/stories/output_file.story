A script goes through a link or into a pipe, and neither is replaced by a file
--- file versions/a.sql
-- One
-- revision: aaaa
-- down_revision:
-- migrate:upgrade
CREATE TABLE users (id INTEGER PRIMARY KEY);
--- env DATABASE_URL=sqlite:///app.db
--- run
$ touch change.sql && chmod 640 change.sql && ln -s change.sql latest.sql
$ migrate upgrade --sql -o latest.sql
! Wrote latest.sql
$ test -L latest.sql && test ! -L change.sql && grep -c '^-- Running' change.sql
| 1
$ ls -l change.sql | cut -c 1-10
| -rw-r-----
# An older script is written over, a revision file is not.
$ migrate upgrade --sql -o latest.sql
! Wrote latest.sql
$ migrate upgrade --sql -o versions/a.sql
! error: versions/a.sql exists already and is no script that migrate wrote; it was not overwritten
! hint: name another file with --output, or remove this one first
= 2
$ grep -c revision versions/a.sql
| 2
$ migrate upgrade --sql -o - | head -1
| -- SQL script by migrate 0.1.0
$ mkfifo pipe
$ (grep -c '^-- Running' <pipe >counted &) && migrate upgrade --sql -o pipe && test -p pipe
! Wrote pipe
$ while ! test -s counted; do sleep 0.05; done; cat counted
| 1
$ mkdir folder
$ migrate upgrade --sql -o folder
! error: cannot write folder: Is a directory
= 2
$ migrate upgrade --sql -o nowhere/change.sql
! error: cannot write nowhere/change.sql: No such file or directory
= 2
$ ls
| change.sql
| counted
| folder
| latest.sql
| pipe
| versions
