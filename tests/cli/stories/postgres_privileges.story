A role that may not use the tables is told what to have granted, and then goes on
--- needs postgresql
--- env DATABASE_URL={pg}
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
SELECT 1;
-- migrate:downgrade
--- run
# A role that every server has stands for one that was made for the application.
$ printf '%s\n' 'PGOPTIONS="-c role=pg_monitor" exec migrate "$@"' > weak
$ psql -X -w -q '{pg}' -c 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
$ sh weak upgrade
! error: permission denied for schema public [42501]
! hint: let a role that may create tables in the schema "public" run: migrate ensure-version
= 1
$ migrate ensure-version
! Made the version table public.migrate_version and the history table public.migrate_history ({pg}).
$ sh weak upgrade
! error: permission denied for table migrate_version [42501]
! hint: let their owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."migrate_version" TO pg_monitor; GRANT SELECT, INSERT, UPDATE ON "public"."migrate_history" TO pg_monitor (SELECT is enough for commands that only read)
= 1
$ sh weak current
! error: permission denied for table migrate_version [42501]
! hint: let its owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."migrate_version" TO pg_monitor (SELECT is enough for commands that only read)
= 1
$ sh weak doctor | grep -v '^ok' | grep -v '^ *hint: let its owner run: GRANT CREATE'
| warn  permissions    revisions that make something there will fail: the role pg_monitor lacks CREATE on SCHEMA "public"
| FAIL  permissions    cannot keep the version table: the role pg_monitor lacks SELECT, INSERT, UPDATE, DELETE on "public"."migrate_version"
|       hint: let its owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."migrate_version" TO pg_monitor
| FAIL  permissions    cannot keep the history table: the role pg_monitor lacks SELECT, INSERT, UPDATE on "public"."migrate_history"
|       hint: let its owner run: GRANT SELECT, INSERT, UPDATE ON "public"."migrate_history" TO pg_monitor
| FAIL  version table  permission denied for table migrate_version [42501]
|       hint: let its owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."migrate_version" TO pg_monitor (SELECT is enough for commands that only read)
| FAIL  history table  permission denied for table migrate_history [42501]
|       hint: let its owner run: GRANT SELECT, INSERT, UPDATE ON "migrate_history" TO pg_monitor (SELECT is enough for commands that only read)
| warn  lock           not looked at: it goes with the version table, which cannot be read
| warn  revisions      not compared: the version table cannot be read
! error: 4 things are wrong
! hint: what to do about it stands under each line that begins with FAIL

# What reads needs less than what writes.
$ psql -X -w -q '{pg}' -c 'GRANT SELECT ON migrate_version TO pg_monitor'
$ sh weak current
$ sh weak status
| pending  r1  One
| `upgrade head` would apply 1 revision and bring the database to r1.
$ sh weak log
! error: permission denied for table migrate_history [42501]
! hint: let its owner run: GRANT SELECT, INSERT, UPDATE ON "public"."migrate_history" TO pg_monitor (SELECT is enough for commands that only read)
= 1
$ sh weak upgrade
! error: permission denied for table migrate_history [42501]
! hint: let its owner run: GRANT SELECT, INSERT, UPDATE ON "public"."migrate_history" TO pg_monitor (SELECT is enough for commands that only read)
= 1
$ psql -X -w -q '{pg}' -c 'GRANT SELECT ON migrate_history TO pg_monitor'
$ sh weak upgrade
! Running upgrade  -> r1, One
! error: cannot change the version table "public"."migrate_version": permission denied for table migrate_version [42501]
! hint: grant it to the role that the revision runs as: GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."migrate_version" TO ...
! Revision r1 was rolled back. The database is at base.
= 1

# The tables' privileges are all that is needed: the ids of the history have a sequence that asks for none.
$ psql -X -w -q '{pg}' -c 'GRANT SELECT, INSERT, UPDATE, DELETE ON migrate_version, migrate_history TO pg_monitor'
$ sh weak upgrade
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 ({pg}), in {time}.
$ sh weak log | wc -l
| 1
$ sh weak -q downgrade base && sh weak -q stamp --purge r1 && sh weak current
| r1 (head)
