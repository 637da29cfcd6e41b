A flag beats the environment, which beats the file; another section is never overruled
--- file conf/migrate.ini
[migrate]
script_location = %(here)s
version_locations = %(here)s/versions   ; a comment
database_url = sqlite:///from_file.db

[billing]
version_locations = billing
database_url = sqlite:///billing.db
--- file conf/versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
--- file conf/billing/1.sql
-- One of billing
-- revision: b1
-- down_revision:
-- migrate:upgrade
--- run
# The file's own URL counts from the file's folder.
$ migrate -c conf/migrate.ini upgrade
! conf/versions/1.sql:4: the upgrade section of revision r1 is empty: nothing is run for it.
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///from_file.db), in {time}.
$ DATABASE_URL=sqlite:///from_env.db MIGRATE_CONFIG=conf/migrate.ini migrate upgrade
! conf/versions/1.sql:4: the upgrade section of revision r1 is empty: nothing is run for it.
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///from_env.db), in {time}.
$ DATABASE_URL=sqlite:///from_env.db migrate -c conf/migrate.ini upgrade -d sqlite:///from_flag.db
! conf/versions/1.sql:4: the upgrade section of revision r1 is empty: nothing is run for it.
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///from_flag.db), in {time}.
$ DATABASE_URL=sqlite:///from_env2.db migrate -c conf/migrate.ini -n billing upgrade
! conf/billing/1.sql:4: the upgrade section of revision b1 is empty: nothing is run for it.
! Running upgrade  -> b1, One of billing
! Upgraded 1 revision: the database is at b1 (sqlite:///billing.db), in {time}.
$ ls *.db conf/*.db
| conf/billing.db
| conf/from_file.db
| from_env.db
| from_flag.db
$ sqlite3 conf/billing.db 'SELECT * FROM migrate_version'
| b1
$ migrate -c conf/migrate.ini -n biling upgrade
! error: conf/migrate.ini: no database section [biling]
! hint: it has [migrate], [billing]; -n chooses one
= 2
# Without a file a URL is enough.
$ cd conf && rm migrate.ini && DATABASE_URL=sqlite:///{dir}/absolute.db migrate upgrade && ls ../absolute.db
| ../absolute.db
! versions/1.sql:4: the upgrade section of revision r1 is empty: nothing is run for it.
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite:///{dir}/absolute.db), in {time}.
$ cd conf && DATABASE_URL=sqlite:// migrate upgrade
! versions/1.sql:4: the upgrade section of revision r1 is empty: nothing is run for it.
! Running upgrade  -> r1, One
! Upgraded 1 revision: the database is at r1 (sqlite://), in {time}.
