A password never reaches any output
--- env PGCONNECT_TIMEOUT=5
--- run
$ mkdir versions
$ migrate -q revision -m "One" --rev-id r1 >/dev/null
# Nothing listens on port 1: a refused connection is exit code 1.
$ migrate -d 'postgresql://me:top-secret@127.0.0.1:1/db?sslmode=disable' upgrade
! error: cannot connect to the database: connection to server at "127.0.0.1", port 1 failed: Connection refused
! hint: is the server running, and is this its host and port?
= 1
$ migrate --json -d 'postgresql://me:top-secret@127.0.0.1:1/db' upgrade 2>&1 | grep -c top-secret
| 0
= 1
$ migrate -v -d 'postgresql://127.0.0.1:1/db?user=me&password=top-secret' current 2>&1 | grep -c top-secret
| 0
= 1
# An unencoded @ or % is explained.
$ migrate -d 'postgresql://me:top@secret@127.0.0.1:1/db' current
! error: --database-url: the database URL has more than one `@` before its host
! hint: in a user name or a password write `@` as %40, `/` as %2F, `?` as %3F and `%` as %25
= 2
$ migrate -d 'postgresql://me:100%secret@127.0.0.1:1/db' current
! error: --database-url: the database URL has a `%` that two hex digits do not follow
! hint: a `%` in a password, a name or a path is written %25
= 2
$ migrate -d 'postgresql+asyncpg://me:top-secret@127.0.0.1:1/db' current
! error: cannot connect to the database: connection to server at "127.0.0.1", port 1 failed: Connection refused
! hint: is the server running, and is this its host and port?
= 1
$ migrate -d 'mysql://me:top-secret@localhost/db' current
! error: --database-url: unknown database `mysql://`
! hint: sqlite:///relative.db, sqlite:////absolute.db and postgresql://user@host/db are supported
= 2
