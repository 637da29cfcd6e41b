On PostgreSQL, too, a project goes up, branches, merges and comes back down
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1_a.sql
-- Create users
--
-- revision: aaa
-- down_revision:

-- migrate:upgrade
CREATE TABLE users (id integer PRIMARY KEY);
-- migrate:downgrade
DROP TABLE users;
--- file versions/2_b.sql
-- Add email
--
-- revision: bbb
-- down_revision: aaa

-- migrate:upgrade
ALTER TABLE users ADD COLUMN email text;
-- migrate:downgrade
ALTER TABLE users DROP COLUMN email;
--- file versions/3_c.sql
-- Add name
--
-- revision: ccc
-- down_revision: aaa

-- migrate:upgrade
ALTER TABLE users ADD COLUMN name text;
-- migrate:downgrade
ALTER TABLE users DROP COLUMN name;
--- run
$ migrate current
$ migrate upgrade head
! error: `head` is ambiguous: there are 2 heads: bbb (versions/2_b.sql), ccc (versions/3_c.sql)
! hint: use `heads` for all of them, `LABEL@head` or an id for one, or join them with `migrate merge heads`
= 2
$ migrate -q merge heads -m "Merge" --rev-id ddd >/dev/null
$ migrate upgrade head
! Running upgrade  -> aaa, Create users
! Running upgrade aaa -> bbb, Add email
! Running upgrade aaa -> ccc, Add name
! Running upgrade bbb, ccc -> ddd, Merge
! Upgraded 4 revisions: the database is at ddd ({pg}), in {time}.
$ psql -X -w -A -t '{pg}' -c 'SELECT * FROM migrate_version'
| ddd
$ psql -X -w -A -t '{pg}' -c "SELECT column_name FROM information_schema.columns WHERE table_name = 'users' ORDER BY 1"
| email
| id
| name
$ migrate current --check-heads
| ddd (head) (mergepoint)
$ migrate downgrade aaa
! Running downgrade ddd -> bbb, ccc, Merge
! Running downgrade ccc -> aaa, Add name
! Running downgrade bbb -> aaa, Add email
! Downgraded 3 revisions: the database is at aaa ({pg}), in {time}.
$ migrate status
| applied  aaa  Create users
| pending  bbb  Add email
| pending  ccc  Add name
| pending  ddd  Merge
| `upgrade head` would apply 3 revisions and bring the database to ddd.
$ migrate downgrade base
! Running downgrade aaa -> , Create users
! Downgraded 1 revision: the database is at base ({pg}), in {time}.
$ migrate stamp heads && migrate current
| ddd (head) (mergepoint)
! Running stamp_revision  -> ddd
! Stamped: the database is at ddd ({pg}), in {time}.
$ psql -X -w -A -t '{pg}' -c '\d migrate_version'
| version_num|character varying(255)||not null|
