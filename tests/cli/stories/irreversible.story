A revision without a downgrade section is not undone, and nothing before it either
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
-- migrate:downgrade
DROP TABLE two;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate -q upgrade
$ migrate downgrade base
! error: versions/1.sql:2: revision r1 is irreversible: it has no downgrade section
! hint: add a `-- migrate:downgrade` section, or restore a backup
= 2
$ migrate current
| r2 (head)
$ migrate downgrade r1
! Running downgrade r2 -> r1, Two
! Downgraded 1 revision: the database is at r1 (sqlite:///app.db), in {time}.
