A row that no file declares: readers of `current` print it, and nothing new is written upon it
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:
-- migrate:upgrade
--- file versions/2.sql
-- Two
-- revision: aaa2
-- down_revision: aaa1
-- migrate:upgrade
--- env DATABASE_URL=sqlite:///app.db
--- env EDITOR=true
--- run
$ migrate -q upgrade && mv versions/2.sql .
$ migrate show current
| aaa2 (unknown), Two; applied {moment} by {who}
$ migrate history -i
| aaa2 (unknown), Two; applied {moment} by {who}
| <base> -> aaa1 (head), One
$ migrate history -r :current
| aaa2 (unknown), Two; applied {moment} by {who}
$ migrate history
| <base> -> aaa1 (head), One
$ migrate --json show current
| {
|   "revisions": [
|     {
|       "revision": "aaa2",
|       "known": false,
|       "current": true,
|       "message": "Two",
|       "file": "versions/2.sql",
|       "applied": "{moment} by {who}"
|     }
|   ]
| }
$ migrate revision -m "Three" --head current
! error: the version table migrate_version names the revision aaa2, which no revision file declares
! hint: {any}
! aaa2 was applied {moment} by {who}, from versions/2.sql: Two
= 1
$ migrate edit current
! error: the version table migrate_version names the revision aaa2, which no revision file declares
! hint: {any}
! aaa2 was applied {moment} by {who}, from versions/2.sql: Two
= 1
$ ls versions
| 1.sql
