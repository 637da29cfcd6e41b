Rows that other rows imply, which Alembic can leave behind, do no harm and go with the next change
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
-- migrate:downgrade
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
-- migrate:downgrade
--- file versions/3.sql
-- Three
-- revision: r3
-- down_revision: r2
-- migrate:upgrade
-- migrate:downgrade
--- run
$ migrate -q ensure-version
$ sqlite3 app.db "INSERT INTO migrate_version VALUES ('r1'), ('r2')"
$ migrate current
| r2
$ migrate downgrade r1
! versions/2.sql:5: the downgrade section of revision r2 is empty: nothing is undone for it.
! Running downgrade r2 -> r1, Two
! Downgraded 1 revision: the database is at r1 (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| r1
$ sqlite3 app.db "INSERT INTO migrate_version VALUES ('r2')"
$ migrate upgrade
! versions/3.sql:4: the upgrade section of revision r3 is empty: nothing is run for it.
! Running upgrade r2 -> r3, Three
! Upgraded 1 revision: the database is at r3 (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| r3
# What is stamped leaves no such rows.
$ migrate stamp r1 r2
! Running stamp_revision r3 -> r2
! Stamped: the database is at r2 (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| r2
