An old image meets a database that a newer one has migrated: it reads, but does not write
--- env DATABASE_URL=sqlite:///app.db
--- file versions/1.sql
-- One
-- revision: aaa111
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- run
$ migrate -q upgrade && sqlite3 app.db "UPDATE migrate_version SET version_num = 'aaa112'"
$ migrate current
| aaa112 (unknown)
$ migrate history -i
| aaa112 (unknown)
| <base> -> aaa111 (head), One
$ migrate status
| unknown  aaa112
| pending  aaa111  One
| `upgrade` would refuse: the database is at a revision that no file declares.
$ migrate upgrade
! error: the version table migrate_version names the revision aaa112, which no revision file declares
! hint: the nearest id is aaa111; or a newer checkout may have it: was this program rolled back? Nothing was changed. With that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew
= 1
$ migrate downgrade base
! error: the version table migrate_version names the revision aaa112, which no revision file declares
! hint: the nearest id is aaa111; or a newer checkout may have it: was this program rolled back? Nothing was changed. With that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew
= 1
$ migrate stamp head
! error: the version table migrate_version names the revision aaa112, which no revision file declares
! hint: the nearest id is aaa111; or a newer checkout may have it: was this program rolled back? Nothing was changed. With that checkout gone for good, `migrate stamp --purge REVISION` sets the table anew
= 1
$ migrate current --check-heads
| aaa112 (unknown)
! error: the database is not up to date: aaa111 is not applied
! hint: it is at aaa112, which no file declares: a newer checkout may have it
= 3
