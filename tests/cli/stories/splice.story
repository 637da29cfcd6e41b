A branch is begun in the middle of the history, and several bases live side by side
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions more
$ for i in 1 2; do migrate -q revision -m "Step $i" --rev-id "r$i" >/dev/null || exit; done
$ migrate revision -m "Side" --rev-id s1 --head r1
! error: revision r1 (versions/{ymd}_r1_step_1.sql) is not a head
! hint: add --splice to start a new branch from it
= 2
$ migrate -q revision -m "Side" --rev-id s1 --head r1 --splice --branch-label side >/dev/null
$ migrate -q upgrade heads && migrate current
| r2 (head)
| s1 (head)
$ migrate upgrade side@head
! Nothing to do: the database is at r2, s1 (sqlite:///app.db).
$ migrate merge r2 side -m "Together" --rev-id m1 --branch-label whole
| versions/{ymd}_m1_together.sql
$ migrate upgrade
! Running upgrade r2, s1 -> m1, Together
! Upgraded 1 revision: the database is at m1 (sqlite:///app.db), in {time}.
$ migrate downgrade r1
! versions/{ymd}_s1_side.sql:11: the downgrade section of revision s1 is empty: nothing is undone for it.
! versions/{ymd}_r2_step_2.sql:10: the downgrade section of revision r2 is empty: nothing is undone for it.
! Running downgrade m1 -> r2, s1, Together
! Running downgrade s1 -> r1, Side
! Running downgrade r2 -> r1, Step 2
! Downgraded 3 revisions: the database is at r1 (sqlite:///app.db), in {time}.
$ migrate upgrade side
! versions/{ymd}_s1_side.sql:8: the upgrade section of revision s1 is empty: nothing is run for it.
! Running upgrade r1 -> s1, Side
! Upgraded 1 revision: the database is at s1 (sqlite:///app.db), in {time}.
$ migrate branches
| r1 (branchpoint)
|    -> r2
|    -> s1 (side)
|
--- file migrate.ini
[migrate]
version_locations = versions, more
--- run
$ migrate revision -m "More" --rev-id x1 --head base --version-path more
| more/{ymd}_x1_more.sql
$ migrate heads
| x1 (head)
| m1 (side, whole) (head)
$ migrate merge heads --rev-id m2
| more/{ymd}_m2_merge_x1_and_m1.sql
