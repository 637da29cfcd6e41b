`check` finds cycles, unknown parents and clashing labels
--- file versions/a.sql
-- revision: aaa
-- down_revision: ccc
-- migrate:upgrade
--- file versions/b.sql
-- revision: bbb
-- down_revision: aaa
-- migrate:upgrade
--- file versions/c.sql
-- revision: ccc
-- down_revision: bbb
-- migrate:upgrade
--- file versions/d.sql
-- revision: ddd
-- down_revision: ddd
-- migrate:upgrade
--- file versions/e.sql
-- revision: eee
-- down_revision:
-- branch_labels: shop
-- migrate:upgrade
--- file versions/f.sql
-- revision: fff
-- down_revision:
-- branch_labels: shop, eee
-- migrate:upgrade
--- file versions/g.sql
-- revision: 3f2a9c81d0b4
-- down_revision:
-- migrate:upgrade
--- file versions/h.sql
-- revision: hhh
-- down_revision: 3f2a9c81d0b5
-- migrate:upgrade
--- file versions/i.sql
-- revision: iii
-- down_revision: 3f2a
-- migrate:upgrade
--- run
$ migrate check
! error: versions/f.sql:3: branch label shop of revision fff is declared twice
! hint: revision eee has it in versions/e.sql:3; a label names one branch
! error: versions/f.sql:3: branch label eee of revision fff is also a revision's id
! hint: versions/e.sql:1 declares that revision; choose another label
! error: versions/d.sql:2: revision ddd is its own parent
! hint: down_revision names the revision before this one; leave it empty for a base
! error: versions/h.sql:2: parent 3f2a9c81d0b5 of revision hhh does not exist
! hint: did you mean `3f2a9c81d0b4`?
! error: versions/i.sql:2: parent 3f2a of revision iii does not exist
! hint: ids are written in full here: 3f2a9c81d0b4
! error: versions/a.sql:1: these revisions form a cycle: aaa -> bbb -> ccc -> aaa
! hint: one of these links must go:
!   versions/b.sql:2: aaa is a parent of bbb
!   versions/c.sql:2: bbb is a parent of ccc
!   versions/a.sql:2: ccc is a parent of aaa
= 2
