The history on PostgreSQL: log, verify, recover and repair; a reader needs no right to write
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- One
-- revision: aaa1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- file versions/2.sql
-- Two
-- revision: aaa2
-- down_revision: aaa1
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
DO $body$ BEGIN PERFORM 'it''s $1'; END $body$;
-- migrate:downgrade
DROP TABLE two;
--- run
$ migrate -q upgrade
$ PGOPTIONS='-c default_transaction_read_only=on' migrate log
| {moment}  upgrade    done     aaa2  {any}  Two
| {moment}  upgrade    done     aaa1  {any}  One
$ PGOPTIONS='-c default_transaction_read_only=on' migrate verify
| 2 revision files as applied: all is sound.
# Dollar bodies are not looked into: white space in them counts.
$ sed -i 's/^DO /do  /' versions/2.sql
$ migrate verify
| versions/2.sql:6: revision aaa2 is formatted otherwise than what was applied {moment} by {who}; the database would see no difference
| 1 revision file as applied, 1 formatted otherwise: all is sound.
$ sed -i 's/ BEGIN/  BEGIN/' versions/2.sql
$ migrate verify
| versions/2.sql:6: revision aaa2 is not what was applied {moment} by {who}: its upgrade section changed
|     --- aaa2 as applied
|     +++ versions/2.sql
|     @@ -3,6 +3,6 @@
|      -- down_revision: aaa1
|      -- migrate:upgrade
|      CREATE TABLE two (id INTEGER);
|     -DO $body$ BEGIN PERFORM 'it''s $1'; END $body$;
|     +do  $body$  BEGIN PERFORM 'it''s $1'; END $body$;
|      -- migrate:downgrade
|      DROP TABLE two;
| 1 revision file as applied, 1 changed: not sound.
! error: the verification failed: 1 revision file is not what was applied
! hint: restore the file, or take it as it is now with `migrate repair --accept aaa2`
= 5
$ migrate upgrade
! error: versions/2.sql:4: the upgrade section of revision aaa2 is not the one that was applied {moment} by {who}
! hint: `migrate verify` shows what is different. Restore the file, or take it as it is now with `migrate repair --accept aaa2`. Nothing was changed
= 5
$ PGOPTIONS='-c default_transaction_read_only=on' migrate repair --accept aaa2
! error: cannot execute INSERT in a read-only transaction [25006]
= 1
$ migrate repair --accept aaa2
! Accepted versions/2.sql as what was applied of revision aaa2: its upgrade section was changed ({pg}).
$ migrate verify
| 2 revision files as applied: all is sound.
$ mv versions/2.sql kept.sql
$ migrate current
| aaa2 (unknown), Two (accepted: its upgrade section was changed); applied {moment} by {who}
$ migrate downgrade base
! error: the version table migrate_version names the revision aaa2, which no revision file declares
! hint: take the newer checkout that has it; or write its file again with `migrate recover aaa2`; or undo it with `migrate downgrade TARGET --stored`. Nothing was changed
! aaa2 was applied {moment} by {who}, from versions/2.sql: Two (accepted: its upgrade section was changed)
= 1
$ PGOPTIONS='-c default_transaction_read_only=on' migrate recover aaa2
| versions/2.sql
$ cmp kept.sql versions/2.sql && rm versions/2.sql
$ migrate downgrade base --stored --yes
| -- aaa2, Two, from versions/2.sql (in public.migrate_history)
| DROP TABLE two;
! Running downgrade aaa2 -> aaa1, Two
! Running downgrade aaa1 -> , One
! Downgraded 2 revisions: the database is at base ({pg}), in {time}.
$ migrate log --limit 3
| {moment}  downgrade  done     aaa1  {any}  One
| {moment}  downgrade  done     aaa2  {any}  Two
| {moment}  repair     done     aaa2  {any}  Two (accepted: its upgrade section was changed)
! There are older steps: `--limit N` shows N, `--all` all.
