`revision` refuses what could not be read again, and then writes nothing
--- run
$ mkdir versions
$ migrate revision -m "revision: 7"
! error: the message would read as the key `revision` in the file's header
! hint: word it otherwise
= 2
$ migrate revision -m "migrate:upgrade"
! error: the message would read as a marker such as `-- migrate:upgrade`
! hint: word it otherwise
= 2
$ migrate revision -m "$(printf 'a\tbell \007')"
! error: the message holds a control character
! hint: word it otherwise
= 2
$ migrate revision -m ""
| versions/{ymd}_{id}.sql
$ migrate revision -m "One" --rev-id head
! error: the id `head` is a word that names a target; choose another
= 2
$ migrate revision -m "One" --rev-id a-b
! error: the id `a-b` holds `-`; only A-Z, a-z, 0-9, `_` and `.` are allowed
= 2
$ migrate revision -m "One" --rev-id "$(printf '%0256d' 0)"
! error: the id `00000000000000000000000000000000000000000000000000000000000000000000000000000000…` is longer than 255 characters
= 2
$ migrate revision -m "One" --rev-id one --branch-label one
! error: the new revision: branch label one of revision one is also a revision's id
! hint: the new revision declares that revision; choose another label
= 2
$ rm versions/* && migrate revision -m "fix: the colon, and it's \"quoted\" <&>" --rev-id one
| versions/{ymd}_one_fix_the_colon_and_it_s_quoted.sql
$ head -1 versions/*_one_*
| -- fix: the colon, and it's "quoted" <&>
$ migrate revision -m "Again" --rev-id one
! error: the id one is taken by versions/{ymd}_one_fix_the_colon_and_it_s_quoted.sql
= 2
$ migrate revision -m "Two" --head twoo
! error: there is no revision or branch label `twoo`
! hint: `migrate history` lists the revisions
= 2
$ migrate revision -m "Two" --depends-on nothing
! error: there is no revision or branch label `nothing`
! hint: `migrate history` lists the revisions
= 2
$ migrate revision -m "Two" --branch-label "a b"
! error: the label `a b` holds ` `; only A-Z, a-z, 0-9, `_` and `.` are allowed
= 2
$ migrate revision -m "Two" --head base --rev-id two
| versions/{ymd}_two_two.sql
$ migrate revision -m "Three" --head base
| versions/{ymd}_{id}_three.sql
$ migrate revision -m "Four" --head one --rev-id four
| versions/{ymd}_four_four.sql
$ migrate revision -m "Four" --head one
! error: revision one (versions/{ymd}_one_fix_the_colon_and_it_s_quoted.sql) is not a head
! hint: add --splice to start a new branch from it
= 2
$ migrate revision -m "Four" --head one --splice
| versions/{ymd}_{id}_four.sql
$ migrate revision -m "Elsewhere" --head two --version-path elsewhere
! error: elsewhere is not one of the version locations
! hint: add it to `version_locations` in migrate.ini
= 2
$ migrate revision -m "SQL" --head two --sql-up nowhere.sql
! error: cannot read nowhere.sql: No such file or directory
= 2
$ ls versions | wc -l
| 5
$ migrate merge one
! error: there is only one to merge
! hint: name two revisions or more; `migrate heads` shows the heads
= 2
$ migrate merge four four
! error: there is only four to merge
! hint: name two revisions or more; `migrate heads` shows the heads
= 2
