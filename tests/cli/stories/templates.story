A project's own template makes its revision files
--- file templates/revision.sql.mustache
-- {{message}}
--
-- revision: {{revision}}
-- down_revision: {{down_revision}}

-- migrate:upgrade
-- Please mind the style guide & <rules>.
{{upgrade_sql}}

-- migrate:downgrade
{{downgrade_sql}}
--- file migrate.ini
[migrate]
file_template = {year}/{slug}-{rev}
truncate_slug_length = 12
timezone = Europe/Berlin
recursive_version_locations = true
--- run
$ mkdir versions
$ migrate revision -m "A very long message" --rev-id r1
| versions/2026/a_very_long-r1.sql
$ cat versions/*r1.sql versions/*/*r1.sql
| -- A very long message
| --
| -- revision: r1
| -- down_revision: 
|
| -- migrate:upgrade
| -- Please mind the style guide & <rules>.
|
|
| -- migrate:downgrade
|
! cat: 'versions/*r1.sql': No such file or directory
= 1
--- file migrate.ini
[migrate]
file_template = {rev}_{slgu}
--- run
$ migrate revision -m "Two" --rev-id r2
! error: file_template `{rev}_{slgu}`: unknown placeholder {slgu}
! hint: did you mean {slug}?
= 2
--- file templates/revision.sql.mustache
-- {{message}}
-- revision: {{revision}}
--- file migrate.ini
[migrate]
timezone = UTC
--- run
# A template that makes files which could not be read again leaves none.
$ migrate revision -m "Three" --rev-id r3
! error: the template revision.sql.mustache (templates/revision.sql.mustache) makes another file than was asked for: at line 2 of it: the key `down_revision` is missing
! hint: mend the template, or remove it to use the one built in; no file was written
= 2
$ ls versions/*r3* 2>/dev/null
= 2
