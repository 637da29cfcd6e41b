`edit` opens the revision's file, and the file must still be one afterwards
--- file versions/1.sql
-- One
-- revision: r1ab34
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
DROP TABLE one;
--- file editors/rename
#!/bin/sh
sed -i s/one/uno/g "$1"
--- file editors/spoil
#!/bin/sh
sed -i s/migrate:downgrade/migrate:downgrad/ "$1"
--- env EDITOR={dir}/editors/rename
--- run
$ chmod +x editors/*
$ migrate edit r1ab34
! Wrote versions/1.sql
$ cat versions/1.sql
| -- One
| -- revision: r1ab34
| -- down_revision:
| -- migrate:upgrade
| CREATE TABLE uno (id INTEGER);
| -- migrate:downgrade
| DROP TABLE uno;
$ EDITOR=editors/spoil migrate edit head
! error: versions/1.sql:6:1: `-- migrate:downgrad` reads as a marker but is none
!     6 | -- migrate:downgrad
!       | ^
! hint: did you mean `-- migrate:downgrade`? a section starts with a line `-- migrate:upgrade` or `-- migrate:downgrade`, written exactly so and from the line's first column
= 2
$ sed -i s/downgrad$/downgrade/ versions/1.sql
# VISUAL beats EDITOR, and either may have arguments.
$ VISUAL="sed -i s/uno/eins/" migrate edit r1ab && grep CREATE versions/1.sql
| CREATE TABLE eins (id INTEGER);
! Wrote versions/1.sql
$ EDITOR=false migrate edit r1ab34
! error: the editor failed: false
! hint: versions/1.sql is as it left it
= 2
$ EDITOR=no-such-editor migrate edit r1ab34
! sh: 1: no-such-editor: not found
! error: the editor failed: no-such-editor
! hint: versions/1.sql is as it left it
= 2
$ env -u EDITOR migrate edit r1ab34
! error: no editor is set
! hint: set VISUAL or EDITOR, as in EDITOR=vi
= 2
$ migrate edit base
! error: `base` names 0 revisions; one can be edited at a time
= 2
$ migrate edit r2ab34
! error: there is no revision or branch label `r2ab34`
! hint: did you mean `r1ab34`?
= 2
