A script refuses a database in which a section outside a transaction is half done
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade transaction:false
CREATE TABLE one (id INTEGER);
INSERT INTO missing VALUES (1);
-- migrate:downgrade
DROP TABLE one;
--- run
$ migrate -q upgrade 2>/dev/null
= 1
$ sed -i 's/missing/one/' versions/1.sql
$ migrate upgrade --sql >up.sql
$ sqlite3 app.db <up.sql
! Runtime error near line 43: migrate: a section outside a transaction is half done; see migrate log, and finish it with migrate; nothing was changed (19)
= 1
$ sqlite3 app.db 'SELECT count(*) FROM one'
| 0
# The program goes on with it; then a script is right again.
$ migrate -q upgrade
$ sqlite3 app.db 'SELECT count(*) FROM one'
| 1
$ migrate downgrade head:base --sql >down.sql
$ sqlite3 app.db <down.sql
$ migrate current
