An error of PostgreSQL is shown at its place, with its hint, and its revision is rolled back
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- Create users
-- revision: 1b7e44aa02cd
-- down_revision:
-- migrate:upgrade
CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);
-- migrate:downgrade
DROP TABLE users;
--- file versions/2.sql
-- Tidy the addresses
-- revision: 3f2a9c81d0b4
-- down_revision: 1b7e44aa02cd
-- migrate:upgrade
CREATE TABLE good (id integer);
-- a remark with ümläute and a café, 日本
UPDATE users SET email = lower(emial);
-- migrate:downgrade
--- run
$ migrate upgrade
! Running upgrade  -> 1b7e44aa02cd, Create users
! Running upgrade 1b7e44aa02cd -> 3f2a9c81d0b4, Tidy the addresses
! error: versions/2.sql:7:32: column "emial" does not exist [42703]
!     7 | UPDATE users SET email = lower(emial);
!       |                                ^
! hint: Perhaps you meant to reference the column "users.email".
! Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.
= 1
$ psql -X -w -A -t '{pg}' -c "SELECT to_regclass('good') IS NULL, version_num FROM migrate_version"
| t|1b7e44aa02cd

# A run-time error has no position; the failing statement is shown without a caret.
$ sed -i 's/^UPDATE.*/INSERT INTO users\n  VALUES (1, NULL);/' versions/2.sql
$ migrate upgrade
! Running upgrade 1b7e44aa02cd -> 3f2a9c81d0b4, Tidy the addresses
! error: versions/2.sql:7: null value in column "email" of relation "users" violates not-null constraint [23502]
!     7 | INSERT INTO users
! DETAIL: Failing row contains (1, null).
! Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.
= 1

# A syntax error behind characters of several bytes: columns count characters.
$ sed -i "s/^INSERT INTO users/SELECT 'ümläute', 日本 FROM users;/;/VALUES/d" versions/2.sql
$ migrate upgrade
! Running upgrade 1b7e44aa02cd -> 3f2a9c81d0b4, Tidy the addresses
! error: versions/2.sql:7:19: column "日本" does not exist [42703]
!     7 | SELECT 'ümläute', 日本 FROM users;
!       |                   ^
! hint: Perhaps you meant to reference the column "users.id".
! Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.
= 1

# Passwords are not shown, in quoted statements neither.
$ sed -i "s/^SELECT.*/CREATE USER me PASSWORD 'secret' SUPERUSR;/" versions/2.sql
$ migrate upgrade
! Running upgrade 1b7e44aa02cd -> 3f2a9c81d0b4, Tidy the addresses
! error: versions/2.sql:7:34: unrecognized role option "superusr" [42601]
!     7 | CREATE USER me PASSWORD '***' SUPERUSR;
!       |                               ^
! Revision 3f2a9c81d0b4 was rolled back. The database is at 1b7e44aa02cd.
= 1

# Notices are passed on.
$ sed -i 's/^CREATE USER.*/DROP TABLE IF EXISTS nothing;/' versions/2.sql
$ migrate upgrade
! Running upgrade 1b7e44aa02cd -> 3f2a9c81d0b4, Tidy the addresses
! NOTICE: table "nothing" does not exist, skipping
! Upgraded 1 revision: the database is at 3f2a9c81d0b4 ({pg}), in {time}.
$ migrate -d "$(echo '{pg}' | sed 's|/story_[0-9a-f]*|/no_such_database|')" upgrade
! error: cannot connect to the database: connection to server on socket "{word}" failed: FATAL:  database "no_such_database" does not exist
! hint: make it with: createdb no_such_database
= 1
