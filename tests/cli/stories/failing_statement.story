A failed statement is shown where it stands, and its revision is rolled back
--- file versions/1.sql
-- Create users
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
-- migrate:downgrade
DROP TABLE users;
--- file versions/2.sql
-- A syntax error
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE good (id INTEGER);
CREATE TABEL bad (id INTEGER);
-- migrate:downgrade
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade
! Running upgrade  -> r1, Create users
! Running upgrade r1 -> r2, A syntax error
! error: versions/2.sql:6:8: near "TABEL": syntax error [SQLITE_ERROR]
!     6 | CREATE TABEL bad (id INTEGER);
!       |        ^
! Revision r2 was rolled back. The database is at r1.
= 1
$ sqlite3 app.db '.schema good'

# A run-time error has no place of its own: its statement is shown, without a caret.
$ sed -i 's/^CREATE TABEL.*/INSERT INTO users\n  VALUES (1, NULL);/' versions/2.sql
$ migrate upgrade
! Running upgrade r1 -> r2, A syntax error
! error: versions/2.sql:6: NOT NULL constraint failed: users.email [SQLITE_CONSTRAINT_NOTNULL]
!     6 | INSERT INTO users
! Revision r2 was rolled back. The database is at r1.
= 1

# INSERT OR ROLLBACK ends the transaction itself.
$ sed -i 's/^INSERT INTO/INSERT OR ROLLBACK INTO/' versions/2.sql
$ migrate upgrade
! Running upgrade r1 -> r2, A syntax error
! error: versions/2.sql:6: NOT NULL constraint failed: users.email [SQLITE_CONSTRAINT_NOTNULL]
!     6 | INSERT OR ROLLBACK INTO users
! Revision r2 was rolled back. The database is at r1.
= 1
$ sqlite3 app.db '.schema good'
$ migrate current
| r1

# Passwords in quoted statements are not shown.
$ sed -i "s/^INSERT OR.*/ALTER USER me PASSWORD 'secret';/;/^  VALUES/d" versions/2.sql
$ migrate upgrade
! Running upgrade r1 -> r2, A syntax error
! error: versions/2.sql:6:7: near "USER": syntax error [SQLITE_ERROR]
!     6 | ALTER USER me PASSWORD '***';
!       |       ^
! Revision r2 was rolled back. The database is at r1.
= 1
