`wait` comes back when the database answers, and says why it does not
--- env DATABASE_URL=sqlite:///data/app.db
--- run
$ mkdir data versions
$ migrate wait
! The database file {dir}/data/app.db does not exist: mend its name, or let the first command that writes make it.
! The database answers (sqlite:///data/app.db), after {time}.
$ migrate --json wait --timeout 0
| {
|   "database": "sqlite:///data/app.db",
|   "milliseconds": {number}
| }
! The database file {dir}/data/app.db does not exist: mend its name, or let the first command that writes make it.
# A folder that is not mounted yet.
$ rmdir data
$ migrate wait --timeout 0
! error: cannot open the database {dir}/data/app.db: there is no folder {dir}/data
! hint: make the folder, or mend the path in the URL (sqlite:///relative.db, sqlite:////absolute.db)
= 1
$ : >said; migrate wait --timeout 1m 2>>said & until grep -q Waiting said; do sleep 0.05; done; mkdir data; wait $!; echo "exit $?"
| exit 0
$ head -1 said; tail -1 said
| Waiting for the database: cannot open the database {dir}/data/app.db: there is no folder {dir}/data (waited {time} of 60.0 s)
| The database answers (sqlite:///data/app.db), after {time}.
# A server that never comes up; the password stays hidden.
$ migrate -q -d 'postgresql://u:secret@127.0.0.1:1/d' wait --timeout 1s
! error: cannot connect to the database: connection to server at "127.0.0.1", port 1 failed: Connection refused
! hint: is the server running, and is this its host and port?
= 1
$ migrate -d 'postgresql://u:secret@127.0.0.1:1/d' wait --timeout 0 2>&1 | grep -c secret
| 0
= 1
# What is wrong with the line or the settings is no reason to wait.
$ migrate wait --timeout x
! error: --timeout `x` is not a duration
! hint: write it as 500ms, 60s, 5m or 1h
= 2
$ migrate wait --timeout
! error: `--timeout` lacks its value: `--timeout DURATION`
! hint: see `migrate wait --help`
= 2
$ migrate wait --timeout -5s
! error: --timeout `-5s` is not a duration
! hint: write it as 500ms, 60s, 5m or 1h
= 2
$ env -u DATABASE_URL migrate wait
! error: no database was named
! hint: set `database_url` in [migrate] of migrate.ini or DATABASE_URL in the environment, or pass `--database-url sqlite:///app.db`
= 2
$ migrate -d mysql://localhost/x wait
! error: --database-url: unknown database `mysql://`
! hint: sqlite:///relative.db, sqlite:////absolute.db and postgresql://user@host/db are supported
= 2
