A table of Alembic's is used as it stands, and widened for an id that is longer than its column
--- needs postgresql
--- env DATABASE_URL={pg}
--- file migrate.ini
[migrate]
version_table = alembic_version
--- file versions/1.sql
-- One
-- revision: 1975ea83b712
-- down_revision:
-- migrate:upgrade
-- migrate:downgrade
--- file versions/2.sql
-- A long id
-- revision: add_the_second_table_of_the_whole_project
-- down_revision: 1975ea83b712
-- migrate:upgrade
-- migrate:downgrade
--- run
$ psql -X -w -q '{pg}' -c "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)); INSERT INTO alembic_version VALUES ('1975ea83b712')"
$ migrate upgrade
! versions/2.sql:4: the upgrade section of revision add_the_second_table_of_the_whole_project is empty: nothing is run for it.
! Running upgrade 1975ea83b712 -> add_the_second_table_of_the_whole_project, A long id
! Upgraded 1 revision: the database is at add_the_second_table_of_the_whole_project ({pg}), in {time}.
$ migrate current
| add_the_second_table_of_the_whole_project (head)
$ psql -X -w -A -t '{pg}' -c "SELECT character_maximum_length FROM information_schema.columns WHERE table_name = 'alembic_version'"
| 255
