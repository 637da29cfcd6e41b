Byte order marks, CRLF, colons in messages and files of other kinds are no fault
--- run
$ mkdir versions versions/deeper && touch versions/README.md versions/.hidden.sql versions/x.sql~ versions/deeper/y.sql
$ printf '\357\273\277-- fix: users email\r\n-- more: of it\r\n--\r\n-- revision: aaa\r\n-- down_revision:\r\n\r\n-- migrate:upgrade\r\nCREATE TABLE a (id INTEGER);\r\n-- migrate:downgrade\r\nDROP TABLE a;\r\n' > versions/a.sql
$ migrate check
| 1 revision, 1 head: all is sound.
$ migrate history
| <base> -> aaa (head), fix: users email
$ migrate show aaa
| Rev: aaa (head)
| Parent: <base>
| Path: versions/a.sql
|
|     fix: users email
|     more: of it
|
$ migrate -q -d sqlite:///app.db upgrade && migrate -q -d sqlite:///app.db downgrade base && sqlite3 app.db '.schema a'
