A head on which another branch depends is an effective head
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- A
-- revision: aaaa
-- down_revision:
-- migrate:upgrade
-- migrate:downgrade
--- file versions/2.sql
-- B
-- revision: bbbb
-- down_revision:
-- depends_on: aaaa
-- migrate:upgrade
-- migrate:downgrade
--- run
$ migrate heads
| bbbb (head)
| aaaa (effective head)
$ migrate heads --resolve-dependencies
| bbbb (head)
$ migrate history
| <base> (aaaa) -> bbbb (head), B
| <base> -> aaaa (effective head), A
$ migrate upgrade heads
! versions/1.sql:4: the upgrade section of revision aaaa is empty: nothing is run for it.
! versions/2.sql:5: the upgrade section of revision bbbb is empty: nothing is run for it.
! Running upgrade  -> aaaa, A
! Running upgrade  -> bbbb, B
! Upgraded 2 revisions: the database is at bbbb (sqlite:///app.db), in {time}.
# The row of bbbb implies aaaa.
$ migrate current --check-heads
| bbbb (head)
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| bbbb
$ migrate history -i
| <base> (aaaa) -> bbbb (head) (current), B
| <base> -> aaaa (effective head), A
$ migrate downgrade bbbb@-1
! versions/2.sql:6: the downgrade section of revision bbbb is empty: nothing is undone for it.
! Running downgrade bbbb -> , B
! Downgraded 1 revision: the database is at aaaa (sqlite:///app.db), in {time}.
$ migrate current
| aaaa (effective head)
# A merge of two revisions of which one depends on the other.
$ migrate -q merge aaaa bbbb --rev-id cccc -m "Both" >/dev/null
$ migrate upgrade head
! versions/2.sql:5: the upgrade section of revision bbbb is empty: nothing is run for it.
! Running upgrade  -> bbbb, B
! Running upgrade aaaa, bbbb -> cccc, Both
! Upgraded 2 revisions: the database is at cccc (sqlite:///app.db), in {time}.
$ migrate downgrade base
! versions/2.sql:6: the downgrade section of revision bbbb is empty: nothing is undone for it.
! versions/1.sql:5: the downgrade section of revision aaaa is empty: nothing is undone for it.
! Running downgrade cccc -> aaaa, bbbb, Both
! Running downgrade bbbb -> , B
! Running downgrade aaaa -> , A
! Downgraded 3 revisions: the database is at base (sqlite:///app.db), in {time}.
