A script runs a foreign_keys:off section as `upgrade` does, and stops at a new violation
--- file versions/1.sql
-- Authors and books
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE authors (id INTEGER PRIMARY KEY);
CREATE TABLE books (id INTEGER PRIMARY KEY, author REFERENCES authors (id) ON DELETE CASCADE);
INSERT INTO authors VALUES (1), (2);
INSERT INTO books VALUES (10, 1), (20, 2);
--- file versions/2.sql
-- Authors have names
-- revision: r2
-- down_revision: r1
-- migrate:upgrade foreign_keys:off
CREATE TABLE new_authors (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO new_authors SELECT id, NULL FROM authors;
DROP TABLE authors;
ALTER TABLE new_authors RENAME TO authors;
--- file versions/3.sql
-- The first author goes
-- revision: r3
-- down_revision: r2
-- migrate:upgrade foreign_keys:off
DELETE FROM authors WHERE id = 1;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade r2 --sql | sqlite3 app.db
$ sqlite3 app.db 'SELECT count(*) FROM books' 'SELECT count(*) FROM authors'
| 2
| 2
$ migrate upgrade r2:r3 --sql -o up.sql
! Wrote up.sql
$ sqlite3 app.db < up.sql
| migrate: a new foreign key violation: table books, row 10 refers to a missing row of authors
! Runtime error near line 88: migrate: this foreign_keys:off section left the new foreign key violations listed above; rolled back (19)
= 1
$ migrate current
| r2
# A session that enforces foreign keys is told so: a shell could not give that back to it.
$ (echo 'PRAGMA foreign_keys = ON;'; cat up.sql) | sqlite3 app.db
! Runtime error near line 58: migrate: this session enforces foreign keys, and the next revision is foreign_keys:off; it was not run. Switch them off before the script (PRAGMA foreign_keys = OFF), and make the script anew if revisions of it are in (19)
= 1
$ migrate current
| r2
# Rows that pointed nowhere before are no reason to stop.
$ sqlite3 app.db 'UPDATE books SET author = 7 WHERE id = 10'
$ sqlite3 app.db < up.sql
$ migrate current
| r3 (head)
