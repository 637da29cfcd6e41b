A script that the sqlite3 shell would misread is refused
--- file versions/1.sql
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE t (a
/
2);
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade --sql
! error: versions/1.sql:5:1: the sqlite3 shell ends a statement at a line that holds only `/`
!     5 | /
!       | ^
! hint: join it with the line before it, or run the revision without --sql.
= 2
