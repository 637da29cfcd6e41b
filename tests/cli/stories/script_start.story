A script starts where its range says, which only the files can tell
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:
-- migrate:upgrade
-- migrate:downgrade
--- file versions/2.sql
-- Two
-- revision: aaa2
-- down_revision: aaa1
-- migrate:upgrade
-- migrate:downgrade
--- file versions/3.sql
-- Three
-- revision: aaa3
-- down_revision: aaa2
-- migrate:upgrade
-- migrate:downgrade
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate upgrade aaa2
! versions/1.sql:4: the upgrade section of revision aaa1 is empty: nothing is run for it.
! versions/2.sql:4: the upgrade section of revision aaa2 is empty: nothing is run for it.
! Running upgrade  -> aaa1, One
! Running upgrade aaa1 -> aaa2, Two
! Upgraded 2 revisions: the database is at aaa2 (sqlite:///app.db), in {time}.
# A number counts back from the end.
$ migrate upgrade -2:head --sql | grep Running
| -- Running upgrade aaa1 -> aaa2, Two
| -- Running upgrade aaa2 -> aaa3, Three
$ migrate upgrade -1:aaa2 --sql | grep Running
| -- Running upgrade aaa1 -> aaa2, Two
$ migrate upgrade -1: --sql | grep Running
| -- Running upgrade aaa2 -> aaa3, Three
$ migrate stamp -1:head --sql | grep Running
| -- Running stamp_revision aaa2 -> aaa3
$ migrate upgrade -9:head --sql
! error: `-9` goes 9 steps, but the history ends after 3
! hint: `migrate history` shows how far it goes
= 2
$ migrate upgrade -1:+2 --sql
! error: `-1` is no start of a script: it counts back from the end, which must then be a revision
! hint: name the revision that the database stands on; `migrate current` prints it
= 2
$ migrate upgrade +1:head --sql
! error: `+1` is no start of a script: it has nothing to count from
! hint: name the revision that the database stands on; `migrate current` prints it
= 2
# The database is not asked, and base is not taken for it.
$ migrate upgrade current:head --sql
! error: `current` is no start of a script: --sql asks no database where it is
! hint: name the revision that the database stands on; `migrate current` prints it
= 2
$ migrate downgrade current:base --sql
! error: `current` is no start of a script: --sql asks no database where it is
! hint: name the revision that the database stands on; `migrate current` prints it
= 2
$ migrate stamp current-1:head --sql
! error: `current-1` is no start of a script: --sql asks no database where it is
! hint: name the revision that the database stands on; `migrate current` prints it
= 2
