Two people add a revision on the same head; the heads are merged and upgraded together
--- file versions/1_a.sql
-- Create users
--
-- revision: aaa
-- down_revision:

-- migrate:upgrade
CREATE TABLE users (id INTEGER PRIMARY KEY);
-- migrate:downgrade
DROP TABLE users;
--- file versions/2_b.sql
-- Add email
--
-- revision: bbb
-- down_revision: aaa

-- migrate:upgrade
ALTER TABLE users ADD COLUMN email TEXT;
-- migrate:downgrade
ALTER TABLE users DROP COLUMN email;
--- file versions/3_c.sql
-- Add name
--
-- revision: ccc
-- down_revision: aaa

-- migrate:upgrade
ALTER TABLE users ADD COLUMN name TEXT;
-- migrate:downgrade
ALTER TABLE users DROP COLUMN name;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate heads
| bbb (head)
| ccc (head)

# One head cannot be meant when there are two: the message names them and what to do.
$ migrate upgrade head
! error: `head` is ambiguous: there are 2 heads: bbb (versions/2_b.sql), ccc (versions/3_c.sql)
! hint: use `heads` for all of them, `LABEL@head` or an id for one, or join them with `migrate merge heads`
= 2

$ migrate revision -m "On which?"
! error: there are 2 heads to write the revision on: bbb (versions/2_b.sql), ccc (versions/3_c.sql)
! hint: choose one with `--head bbb`, or join them with `migrate merge heads`
= 2

$ migrate check
| 3 revisions, 2 heads: all is sound.
$ migrate check --single-head
! error: there are 2 heads: bbb (versions/2_b.sql), ccc (versions/3_c.sql)
! hint: join them with `migrate merge heads`
= 2

$ migrate merge heads -m "Merge email and name" --rev-id ddd
| versions/{ymd}_ddd_merge_email_and_name.sql
$ cat versions/*_ddd_*.sql
| -- Merge email and name
| --
| -- revision: ddd
| -- down_revision: bbb, ccc
| -- create_date: {date}
|
| -- migrate:upgrade
| -- Write here what brings the database to this revision.
|
| -- migrate:downgrade
| -- Write here what undoes it. Without this section the revision cannot be undone.

$ migrate heads
| ddd (head)
$ migrate branches
| aaa (branchpoint)
|     -> bbb
|     -> ccc
|
$ migrate history
| bbb, ccc -> ddd (head) (mergepoint), Merge email and name
| aaa -> bbb, Add email
| aaa -> ccc, Add name
| <base> -> aaa (branchpoint), Create users

$ migrate upgrade head
! Running upgrade  -> aaa, Create users
! Running upgrade aaa -> bbb, Add email
! Running upgrade aaa -> ccc, Add name
! Running upgrade bbb, ccc -> ddd, Merge email and name
! Upgraded 4 revisions: the database is at ddd (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| ddd
$ sqlite3 app.db '.schema users'
| CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, name TEXT);

# One back over a merge has two meanings.
$ migrate downgrade -1
! error: `-1` is ambiguous: ddd merges bbb (versions/2_b.sql), ccc (versions/3_c.sql)
! hint: name the revision to go to
= 2
$ migrate downgrade bbb
! Running downgrade ddd -> bbb, ccc, Merge email and name
! Downgraded 1 revision: the database is at bbb, ccc (sqlite:///app.db), in {time}.
$ migrate current
| bbb
| ccc

# So has one back from two current revisions.
$ migrate downgrade -1
! error: `-1` is ambiguous: the database is at bbb (versions/2_b.sql), ccc (versions/3_c.sql)
! hint: say from which one to count: `ID@-1` or `LABEL@-1`
= 2
$ migrate downgrade ccc@-1
! Running downgrade ccc -> aaa, Add name
! Downgraded 1 revision: the database is at bbb (sqlite:///app.db), in {time}.
$ migrate current
| bbb
$ migrate downgrade base
! Running downgrade bbb -> aaa, Add email
! Running downgrade aaa -> , Create users
! Downgraded 2 revisions: the database is at base (sqlite:///app.db), in {time}.
