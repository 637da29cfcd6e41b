Folders within the folder of revisions count when they are asked for
--- file migrate.ini
[migrate]
recursive_version_locations = true
--- file versions/2025/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
--- file versions/2026/1.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
--- file versions/.hidden/1.sql
Not a revision.
--- run
$ migrate history
| r1 -> r2 (head), Two
| <base> -> r1, One
$ sed -i 's/true/maybe/' migrate.ini && migrate history
! error: migrate.ini:2:31: recursive_version_locations is neither true nor false
!     2 | recursive_version_locations = maybe
!       |                               ^
! hint: write `true` or `false`
= 2
$ sed -i 's/maybe/false/' migrate.ini && migrate history
