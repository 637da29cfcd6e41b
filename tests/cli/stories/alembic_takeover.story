A database that Alembic managed is taken over as it stands
--- file migrate.ini
[migrate]
database_url = sqlite:///app.db
version_table = alembic_version
--- file versions/1.sql
-- One
-- revision: 1975ea83b712
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
--- file versions/2.sql
-- An id that is longer than Alembic's column
-- revision: add_the_second_table_of_the_whole_project
-- down_revision: 1975ea83b712
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
-- migrate:downgrade
DROP TABLE two;
--- run
$ sqlite3 app.db "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)); INSERT INTO alembic_version VALUES ('1975ea83b712')"
$ migrate current
| 1975ea83b712
$ migrate upgrade
! Running upgrade 1975ea83b712 -> add_the_second_table_of_the_whole_project, An id that is longer than Alembic's column
! Upgraded 1 revision: the database is at add_the_second_table_of_the_whole_project (sqlite:///app.db), in {time}.
$ sqlite3 app.db 'SELECT * FROM alembic_version'
| add_the_second_table_of_the_whole_project
$ sqlite3 app.db '.schema alembic_version' '.schema two'
| CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
| CREATE TABLE two (id INTEGER);
