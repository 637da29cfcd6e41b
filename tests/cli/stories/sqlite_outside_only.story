What SQLite cannot do in a transaction, or silently does not, is refused in a section that runs in one
--- file versions/1.sql
-- Settings
-- revision: r1
-- down_revision:
-- migrate:upgrade
PRAGMA main.journal_mode = WAL;
PRAGMA foreign_keys(0);
VACUUM;
PRAGMA foreign_keys;
-- migrate:downgrade
DETACH other;
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade
! error: versions/1.sql:5:1: PRAGMA journal_mode in a section that runs in a transaction
!     5 | PRAGMA main.journal_mode = WAL;
!       | ^
! hint: it works only outside of one: mark the section `transaction:false`, or give it a revision of its own that is marked so
! error: versions/1.sql:6:1: PRAGMA foreign_keys does nothing in a section that runs in a transaction
!     6 | PRAGMA foreign_keys(0);
!       | ^
! hint: take it out; a section marked `foreign_keys:off` has them off around its transaction, and checked at its end; one marked `transaction:false` runs it as it stands
! error: versions/1.sql:7:1: VACUUM in a section that runs in a transaction
!     7 | VACUUM;
!       | ^
! hint: it works only outside of one: mark the section `transaction:false`, or give it a revision of its own that is marked so
= 2
$ test -e app.db
= 1
$ sed -i 's/upgrade$/upgrade transaction:false/; /DETACH/d' versions/1.sql
$ migrate upgrade
! Running upgrade  -> r1, Settings
! Upgraded 1 revision: the database is at r1 (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'PRAGMA journal_mode'
| wal
