`check` finds every fault of the headers at once, each with its place
--- file versions/a_duplicate.sql
-- First of two
-- revision: same
-- down_revision:
-- migrate:upgrade
--- file versions/b_duplicate.sql
-- Second of two
-- revision: same
-- down_revision:
-- migrate:upgrade
--- file versions/c_unknown_parent.sql
-- The parent is mistyped
-- revision: ccc
-- down_revision: samr
-- migrate:upgrade
--- file versions/d_unknown_dependency.sql
-- revision: ddd
-- down_revision: ccc
-- depends_on: nowhere_at_all
-- migrate:upgrade
--- file versions/e_misspelt_key.sql
-- A key is mistyped
-- revision: eee
-- down_revison: ccc
-- migrate:upgrade
--- file versions/f_repeated_key.sql
-- revision: fff
-- revision: ffg
-- down_revision:
-- migrate:upgrade
--- file versions/g_no_header.sql
SELECT 1;
--- file versions/h_reserved_id.sql
-- revision: head
-- down_revision:
-- migrate:upgrade
--- file versions/i_bad_id.sql
-- revision: a-b
-- down_revision:
-- migrate:upgrade
--- file versions/j_empty.sql
--- file versions/k_text_between.sql
-- revision: kkk
-- down_revision:
-- a remark among the keys
-- migrate:upgrade
--- run
$ migrate check
! error: versions/e_misspelt_key.sql:3:4: unknown key `down_revison`
!     3 | -- down_revison: ccc
!       |    ^
! hint: did you mean `down_revision`?
! error: versions/f_repeated_key.sql:2:4: the key `revision` is repeated
!     2 | -- revision: ffg
!       |    ^
! hint: each key stands once
! error: versions/g_no_header.sql:1: this is no revision file: it has no line `-- revision: ID`
! hint: a revision file starts with its message and its keys, all as `--` lines; `migrate revision -m` writes one
! error: versions/h_reserved_id.sql:1:14: the id `head` is a word that names a target; choose another
!     1 | -- revision: head
!       |              ^
! error: versions/i_bad_id.sql:1:14: the id `a-b` holds `-`; only A-Z, a-z, 0-9, `_` and `.` are allowed
!     1 | -- revision: a-b
!       |              ^
! error: versions/j_empty.sql:1: this is no revision file: it has no line `-- revision: ID`
! hint: a revision file starts with its message and its keys, all as `--` lines; `migrate revision -m` writes one
! error: versions/k_text_between.sql:3:4: only lines `-- KEY: value` may stand between the first key and the first marker
!     3 | -- a remark among the keys
!       |    ^
! hint: the keys are `revision`, `down_revision`, `branch_labels`, `depends_on` and `create_date`; the message stands above them
! error: versions/b_duplicate.sql:2: revision same is declared twice
! hint: versions/a_duplicate.sql:2 declares it too; give one of them an id of its own
! error: versions/c_unknown_parent.sql:3: parent samr of revision ccc does not exist
! hint: did you mean `same`?
! error: versions/d_unknown_dependency.sql:3: dependency nowhere_at_all of revision ddd does not exist
= 2
# The other commands say the same, before any connection is opened.
$ migrate -d sqlite:///app.db upgrade 2>upgrade.txt; echo $?; migrate check 2>check.txt; diff check.txt upgrade.txt; ls
| 2
| check.txt
| upgrade.txt
| versions
