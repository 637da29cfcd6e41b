SQL from files becomes the sections of a new revision, byte for byte
--- file up.sql
CREATE TABLE "quoted" (id INTEGER, note TEXT DEFAULT '{{not}} & <a> tag');
--- file down.sql
DROP TABLE "quoted";
--- file bad.sql
COMMIT;
--- file marker.sql
-- migrate:downgrade
--- run
$ mkdir versions
$ migrate revision -m "Quoted" --rev-id r1 --sql-up up.sql --sql-down down.sql
| versions/{ymd}_r1_quoted.sql
$ sed '/create_date/d' versions/*
| -- Quoted
| --
| -- revision: r1
| -- down_revision:
|
| -- migrate:upgrade
| CREATE TABLE "quoted" (id INTEGER, note TEXT DEFAULT '{{not}} & <a> tag');
|
| -- migrate:downgrade
| DROP TABLE "quoted";
$ migrate -d sqlite:///app.db -q upgrade && sqlite3 app.db '.schema quoted'
| CREATE TABLE IF NOT EXISTS "quoted" (id INTEGER, note TEXT DEFAULT '{{not}} & <a> tag');
$ migrate -d sqlite:///app.db -q downgrade base
$ migrate revision -m "Marker" --sql-up marker.sql
! error: the SQL to upgrade holds a line that reads as a marker: line 1, `-- migrate:downgrade`
! hint: give the SQL of one section alone; change or remove that line
= 2
$ migrate revision -m "Piped" --rev-id r2 --sql-up /dev/stdin < up.sql
| versions/{ymd}_r2_piped.sql
