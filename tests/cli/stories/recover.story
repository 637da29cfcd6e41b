A revision that is gone from the checkout: what the history knows of it, and the ways on
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- file versions/2_two.sql
-- Two
-- revision: aab2
-- down_revision: aaa1
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
-- migrate:downgrade
DROP TABLE two;
--- file versions/3_three.sql
-- Three
-- revision: aac3
-- down_revision: aab2
-- migrate:upgrade
CREATE TABLE three (id INTEGER);
-- migrate:downgrade
DROP TABLE three;
--- run
$ migrate -q upgrade && mkdir kept && mv versions/2_two.sql versions/3_three.sql kept
$ migrate current
| aac3 (unknown), Three; applied {moment} by {who}
$ migrate status
| unknown  aac3  Three; applied {moment} by {who}
| applied  aaa1  One
| `upgrade` would refuse: the database is at a revision that no file declares.
$ migrate show aac
| aac3 (unknown), Three; applied {moment} by {who}
$ migrate --json show aac3
| {
|   "revisions": [
|     {
|       "revision": "aac3",
|       "known": false,
|       "current": true,
|       "message": "Three",
|       "file": "versions/3_three.sql",
|       "applied": "{moment} by {who}"
|     }
|   ]
| }
$ migrate show aab2
! error: there is no revision or branch label `aab2`
! hint: `migrate history` lists the revisions
= 2
$ migrate upgrade
! error: the version table migrate_version names the revision aac3, which no revision file declares
! hint: take the newer checkout that has it; or write its file again with `migrate recover aac3`; or undo it with `migrate downgrade TARGET --stored`. Nothing was changed
! aac3 was applied {moment} by {who}, from versions/3_three.sql: Three
= 1
$ migrate stamp aaa1
! error: the version table migrate_version names the revision aac3, which no revision file declares
! hint: take the newer checkout that has it; or write its file again with `migrate recover aac3`; or undo it with `migrate downgrade TARGET --stored`. Nothing was changed
! aac3 was applied {moment} by {who}, from versions/3_three.sql: Three
= 1
$ migrate revision -m "Four" --head current
! error: the version table migrate_version names the revision aac3, which no revision file declares
! hint: take the newer checkout that has it; or write its file again with `migrate recover aac3`; or undo it with `migrate downgrade TARGET --stored`. Nothing was changed
! aac3 was applied {moment} by {who}, from versions/3_three.sql: Three
= 1
$ migrate verify
| error: revision aac3 is applied, but no file declares it; it was applied {moment} by {who}: Three
| hint: take a newer checkout, or write the file again with `migrate recover aac3`
| error: revision aab2 is applied, but no file declares it; it was applied {moment} by {who}: Two
| hint: take a newer checkout, or write the file again with `migrate recover aab2`
| 1 revision file as applied, 2 problems: not sound.
! error: the verification failed: 2 problems
= 5
# The files can be written again, word for word.
$ migrate recover
! error: recover takes one revision, or --all
! hint: `migrate recover 3f2a9c81d0b4`, or `migrate recover --all` for every file that the database needs
= 2
$ migrate recover aa
! error: `aa` is ambiguous: it may mean aab2, aac3
! hint: write more of the id
= 2
$ migrate recover bbb
! error: the history has no lost revision `bbb`
! hint: these have no file any more: aab2, aac3
= 2
$ migrate recover aaa1
! error: revision aaa1 is not lost: versions/1.sql declares it
= 2
$ migrate recover aac3
| versions/3_three.sql
! It stands on aab2, which is gone as well: `migrate recover --all` writes all that the database needs.
$ migrate current
! error: versions/3_three.sql:3: parent aab2 of revision aac3 does not exist
= 2
$ migrate recover --all
| versions/2_two.sql
$ migrate recover --all
! Nothing to do: every revision that the database needs has its file.
$ cp versions/1.sql kept && diff -r kept versions
$ migrate verify
| 3 revision files as applied: all is sound.
# Never over a file that is there.
$ rm versions/3_three.sql && echo "-- mine" > versions/3_three.sql
$ migrate recover aac3
! error: versions/3_three.sql is there already and does not declare revision aac3
! hint: nothing was written; move that file away, or write to another version location with --version-path DIR
= 2
$ cat versions/3_three.sql
| -- mine
# Nor into a folder in which no command would look for it.
$ mkdir other && migrate recover aac3 --version-path other
! error: other is not one of the version locations
! hint: add it to `version_locations` in migrate.ini
= 2
$ printf '[migrate]\nversion_locations = versions, other\n' > migrate.ini
$ migrate recover aac3 --version-path other && cmp other/3_three.sql kept/3_three.sql && rm migrate.ini
| other/3_three.sql
# Or the revisions can be undone, by the SQL that the history has, once that was read.
$ rm versions/2_two.sql versions/3_three.sql
$ migrate downgrade aaa1 --stored
| -- aac3, Three, from versions/3_three.sql (in migrate_history)
| DROP TABLE three;
| -- aab2, Two, from versions/2_two.sql (in migrate_history)
| DROP TABLE two;
! error: the SQL of 2 steps comes from the database and from no file
! hint: read it above; the same command with --yes runs it. Nothing was changed
= 2
$ migrate downgrade aaa1 --yes
! error: --yes agrees to what --stored shows, and --stored was not given
= 2
$ migrate downgrade aaa1 --stored --sql
! error: --stored takes SQL from the database, and --sql asks no database
= 2
$ migrate downgrade aaa1 --stored --yes
| -- aac3, Three, from versions/3_three.sql (in migrate_history)
| DROP TABLE three;
| -- aab2, Two, from versions/2_two.sql (in migrate_history)
| DROP TABLE two;
! Running downgrade aac3 -> aab2, Three
! Running downgrade aab2 -> aaa1, Two
! Downgraded 2 revisions: the database is at aaa1 (sqlite:///app.db), in {time}.
$ migrate log --limit 2
| {moment}  downgrade  done     aab2  {any}  Two
| {moment}  downgrade  done     aac3  {any}  Three
! There are older steps: `--limit N` shows N, `--all` all.
$ migrate upgrade
! Nothing to do: the database is at aaa1 (sqlite:///app.db).
# Where the history has no word of it either, both say so.
$ sqlite3 app.db "UPDATE migrate_version SET version_num = 'zzz9'"
$ migrate recover --all
! error: the database stands on zzz9, which neither a file nor the history has
! hint: take the checkout that it was applied from; `migrate recover REVISION` writes the others one by one
= 1
$ migrate downgrade aaa1 --stored
! error: the database stands on zzz9, which neither a file nor the history has
! hint: take the checkout that it was applied from. Nothing was changed
= 1
$ migrate upgrade
! error: the version table migrate_version names the revision zzz9, which no revision file declares
! hint: a newer checkout may have it: was this program rolled back? Nothing was changed. With that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew
= 1
