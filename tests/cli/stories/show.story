`show`, `heads -v`, `branches -v` and `history -v` tell all about a revision
--- file versions/1.sql
-- Create users
--
-- The table comes first, because
-- all others refer to it.
--
-- revision: 1111aaaa
-- down_revision:
-- branch_labels: accounts, core
-- create_date: 2026-11-20 10:00:00+00:00

-- migrate:upgrade
-- migrate:downgrade
--- file versions/2.sql
-- Left
-- revision: 2222aaaa
-- down_revision: 1111aaaa
-- migrate:upgrade
-- migrate:downgrade
--- file versions/3.sql
-- Right
-- revision: 3333aaaa
-- down_revision: 1111aaaa
-- migrate:upgrade
-- migrate:downgrade
--- file versions/4.sql
-- Merge
-- revision: 4444aaaa
-- down_revision: 2222aaaa, 3333aaaa
-- migrate:upgrade
-- migrate:downgrade
--- file versions/5.sql
-- Apart
-- revision: 5555aaaa
-- down_revision:
-- depends_on: 2222aaaa, accounts
-- migrate:upgrade
-- migrate:downgrade
--- run
$ migrate show 1111
| Rev: 1111aaaa (branchpoint)
| Parent: <base>
| Branches into: 2222aaaa, 3333aaaa
| Branch names: accounts, core
| Created: {date}
| Path: versions/1.sql
|
|     Create users
|
|     The table comes first, because
|     all others refer to it.
|
$ migrate show heads
| Rev: 4444aaaa (head) (mergepoint)
| Merges: 2222aaaa, 3333aaaa
| Branch names: accounts, core
| Path: versions/4.sql
|
|     Merge
|
| Rev: 5555aaaa (head)
| Parent: <base>
| Also depends on: 2222aaaa, accounts
| Path: versions/5.sql
|
|     Apart
|
$ migrate show 5555
| Rev: 5555aaaa (head)
| Parent: <base>
| Also depends on: 2222aaaa, accounts
| Path: versions/5.sql
|
|     Apart
|
$ migrate heads -v
| Rev: 4444aaaa (head) (mergepoint)
| Merges: 2222aaaa, 3333aaaa
| Branch names: accounts, core
| Path: versions/4.sql
|
|     Merge
|
| Rev: 5555aaaa (head)
| Parent: <base>
| Also depends on: 2222aaaa, accounts
| Path: versions/5.sql
|
|     Apart
|
$ migrate branches -v
| Rev: 1111aaaa (branchpoint)
| Parent: <base>
| Branches into: 2222aaaa, 3333aaaa
| Branch names: accounts, core
| Created: {date}
| Path: versions/1.sql
|
|     Create users
|
|     The table comes first, because
|     all others refer to it.
|          -> 2222aaaa (accounts, core), Left
|          -> 3333aaaa (accounts, core), Right
|
$ migrate history -v -r 4444:
| Rev: 4444aaaa (head) (mergepoint)
| Merges: 2222aaaa, 3333aaaa
| Branch names: accounts, core
| Path: versions/4.sql
|
|     Merge
|
$ migrate history
| 2222aaaa, 3333aaaa -> 4444aaaa (accounts, core) (head) (mergepoint), Merge
| 1111aaaa -> 3333aaaa (accounts, core), Right
| <base> (2222aaaa, accounts) -> 5555aaaa (head), Apart
| 1111aaaa -> 2222aaaa (accounts, core), Left
| <base> -> 1111aaaa (accounts, core) (branchpoint), Create users
$ migrate show 9999
! error: there is no revision or branch label `9999`
! hint: `migrate history` lists the revisions
= 2
$ migrate show base
