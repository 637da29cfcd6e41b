A mistyped marker or option is found by every command, and said what was meant
--- file versions/d_option.sql
-- revision: ddd
-- down_revision:
-- migrate:upgrade transactoin:false
--- file versions/e_repeated_option.sql
-- revision: eee
-- down_revision: ddd
-- migrate:upgrade engine:sqlite engine:postgresql
--- file versions/f_unknown_engine.sql
-- revision: fff
-- down_revision: eee
-- migrate:upgrade engine:postgres
--- file versions/g_spaced.sql
-- revision: ggg
-- down_revision: fff
--  Migrate : Upgrade
SELECT 1;
--- file versions/h_indented.sql
-- revision: hhh
-- down_revision: fff
  -- migrate:upgrade
SELECT 1;
--- file versions/i_no_marker.sql
-- revision: iii
-- down_revision: fff
CREATE TABLE i (id INTEGER);
--- file versions/j_value.sql
-- revision: jjj
-- down_revision: fff
-- migrate:upgrade transaction:no
--- run
$ migrate heads
! error: versions/d_option.sql:3:20: unknown option `transactoin:false`
!     3 | -- migrate:upgrade transactoin:false
!       |                    ^
! hint: did you mean `transaction:false`?
! error: versions/e_repeated_option.sql:3:34: the option `engine` is given twice
!     3 | -- migrate:upgrade engine:sqlite engine:postgresql
!       |                                  ^
! hint: a section takes each option once
! error: versions/f_unknown_engine.sql:3:20: unknown option `engine:postgres`
!     3 | -- migrate:upgrade engine:postgres
!       |                    ^
! hint: did you mean `engine:postgresql`?
! error: versions/g_spaced.sql:3:1: `--  Migrate : Upgrade` reads as a marker but is none
!     3 | --  Migrate : Upgrade
!       | ^
! hint: did you mean `-- migrate:upgrade`? a section starts with a line `-- migrate:upgrade` or `-- migrate:downgrade`, written exactly so and from the line's first column
! error: versions/h_indented.sql:3:3: `-- migrate:upgrade` reads as a marker but is none
!     3 |   -- migrate:upgrade
!       |   ^
! hint: did you mean `-- migrate:upgrade`? a section starts with a line `-- migrate:upgrade` or `-- migrate:downgrade`, written exactly so and from the line's first column
! error: versions/j_value.sql:3:20: unknown option `transaction:no`
!     3 | -- migrate:upgrade transaction:no
!       |                    ^
! hint: the options of a section are `transaction:false`, `foreign_keys:off`, `engine:postgresql` and `engine:sqlite`, separated by blanks
! error: versions/i_no_marker.sql:2: parent fff of revision iii does not exist
= 2
$ migrate check
! error: versions/d_option.sql:3:20: unknown option `transactoin:false`
!     3 | -- migrate:upgrade transactoin:false
!       |                    ^
! hint: did you mean `transaction:false`?
! error: versions/e_repeated_option.sql:3:34: the option `engine` is given twice
!     3 | -- migrate:upgrade engine:sqlite engine:postgresql
!       |                                  ^
! hint: a section takes each option once
! error: versions/f_unknown_engine.sql:3:20: unknown option `engine:postgres`
!     3 | -- migrate:upgrade engine:postgres
!       |                    ^
! hint: did you mean `engine:postgresql`?
! error: versions/g_spaced.sql:3:1: `--  Migrate : Upgrade` reads as a marker but is none
!     3 | --  Migrate : Upgrade
!       | ^
! hint: did you mean `-- migrate:upgrade`? a section starts with a line `-- migrate:upgrade` or `-- migrate:downgrade`, written exactly so and from the line's first column
! error: versions/h_indented.sql:3:3: `-- migrate:upgrade` reads as a marker but is none
!     3 |   -- migrate:upgrade
!       |   ^
! hint: did you mean `-- migrate:upgrade`? a section starts with a line `-- migrate:upgrade` or `-- migrate:downgrade`, written exactly so and from the line's first column
! error: versions/j_value.sql:3:20: unknown option `transaction:no`
!     3 | -- migrate:upgrade transaction:no
!       |                    ^
! hint: the options of a section are `transaction:false`, `foreign_keys:off`, `engine:postgresql` and `engine:sqlite`, separated by blanks
! error: versions/i_no_marker.sql:2: parent fff of revision iii does not exist
! error: versions/i_no_marker.sql:3:1: this line stands in no section
!     3 | CREATE TABLE i (id INTEGER);
!       | ^
! hint: between the header and `-- migrate:upgrade` only `-- KEY: value`, `--` and blank lines may stand, from the first column; SQL belongs below a marker
! error: versions/i_no_marker.sql:1: the section `-- migrate:upgrade` is missing
! hint: write the line `-- migrate:upgrade` above the SQL, even above none
= 2
