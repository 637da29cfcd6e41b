Targets that count: from the database, from a revision, along a branch
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ for i in 1 2 3 4; do migrate -q revision -m "Step $i" --rev-id "1aaa$i" >/dev/null || exit; done
$ migrate upgrade +2
! versions/{ymd}_1aaa1_step_1.sql:7: the upgrade section of revision 1aaa1 is empty: nothing is run for it.
! versions/{ymd}_1aaa2_step_2.sql:7: the upgrade section of revision 1aaa2 is empty: nothing is run for it.
! Running upgrade  -> 1aaa1, Step 1
! Running upgrade 1aaa1 -> 1aaa2, Step 2
! Upgraded 2 revisions: the database is at 1aaa2 (sqlite:///app.db), in {time}.
$ migrate downgrade -1
! versions/{ymd}_1aaa2_step_2.sql:10: the downgrade section of revision 1aaa2 is empty: nothing is undone for it.
! Running downgrade 1aaa2 -> 1aaa1, Step 2
! Downgraded 1 revision: the database is at 1aaa1 (sqlite:///app.db), in {time}.
$ migrate upgrade 1aaa2+1
! versions/{ymd}_1aaa2_step_2.sql:7: the upgrade section of revision 1aaa2 is empty: nothing is run for it.
! versions/{ymd}_1aaa3_step_3.sql:7: the upgrade section of revision 1aaa3 is empty: nothing is run for it.
! Running upgrade 1aaa1 -> 1aaa2, Step 2
! Running upgrade 1aaa2 -> 1aaa3, Step 3
! Upgraded 2 revisions: the database is at 1aaa3 (sqlite:///app.db), in {time}.
$ migrate downgrade 1aaa3-2
! versions/{ymd}_1aaa3_step_3.sql:10: the downgrade section of revision 1aaa3 is empty: nothing is undone for it.
! versions/{ymd}_1aaa2_step_2.sql:10: the downgrade section of revision 1aaa2 is empty: nothing is undone for it.
! Running downgrade 1aaa3 -> 1aaa2, Step 3
! Running downgrade 1aaa2 -> 1aaa1, Step 2
! Downgraded 2 revisions: the database is at 1aaa1 (sqlite:///app.db), in {time}.
$ migrate upgrade 1aaa4
! versions/{ymd}_1aaa2_step_2.sql:7: the upgrade section of revision 1aaa2 is empty: nothing is run for it.
! versions/{ymd}_1aaa3_step_3.sql:7: the upgrade section of revision 1aaa3 is empty: nothing is run for it.
! versions/{ymd}_1aaa4_step_4.sql:7: the upgrade section of revision 1aaa4 is empty: nothing is run for it.
! Running upgrade 1aaa1 -> 1aaa2, Step 2
! Running upgrade 1aaa2 -> 1aaa3, Step 3
! Running upgrade 1aaa3 -> 1aaa4, Step 4
! Upgraded 3 revisions: the database is at 1aaa4 (sqlite:///app.db), in {time}.
$ migrate downgrade -2
! versions/{ymd}_1aaa4_step_4.sql:10: the downgrade section of revision 1aaa4 is empty: nothing is undone for it.
! versions/{ymd}_1aaa3_step_3.sql:10: the downgrade section of revision 1aaa3 is empty: nothing is undone for it.
! Running downgrade 1aaa4 -> 1aaa3, Step 4
! Running downgrade 1aaa3 -> 1aaa2, Step 3
! Downgraded 2 revisions: the database is at 1aaa2 (sqlite:///app.db), in {time}.
# Too far, no such revision, or more than one.
$ migrate upgrade +3
! error: `+3` goes 3 steps, but the history ends after 2
! hint: `migrate history` shows how far it goes
= 2
$ migrate downgrade -9
! error: `-9` goes 9 steps, but the history ends after 2
! hint: `migrate history` shows how far it goes
= 2
$ migrate upgrade 1aaa
! error: `1aaa` is ambiguous: it may mean 1aaa1 (versions/{ymd}_1aaa1_step_1.sql), 1aaa2 (versions/{ymd}_1aaa2_step_2.sql), 1aaa3 (versions/{ymd}_1aaa3_step_3.sql), 1aaa4 (versions/{ymd}_1aaa4_step_4.sql)
! hint: write more of the id
= 2
$ migrate upgrade 1baa4
! error: there is no revision or branch label `1baa4`
! hint: did you mean `1aaa4`?
= 2
$ migrate upgrade zzzzzz
! error: there is no revision or branch label `zzzzzz`
! hint: `migrate history` lists the revisions
= 2
$ migrate downgrade +1
! error: `+1` is no target of downgrade: it counts in the other direction
! hint: to go forward, use `migrate upgrade`
= 2
$ migrate upgrade -1
! error: `-1` is no target of upgrade: it counts in the other direction
! hint: to go back, use `migrate downgrade`
= 2
$ migrate show current
| Rev: 1aaa2
| Parent: 1aaa1
| Created: {date}
| Path: versions/{ymd}_1aaa2_step_2.sql
|
|     Step 2
|
$ migrate show 1aaa4-1
| Rev: 1aaa3
| Parent: 1aaa2
| Created: {date}
| Path: versions/{ymd}_1aaa3_step_3.sql
|
|     Step 3
|
$ migrate downgrade heads
! error: `heads` is no target of downgrade: 1aaa4 (versions/{ymd}_1aaa4_step_4.sql) is not applied
! hint: `migrate current` shows where the database is
= 2
$ migrate upgrade base
! Nothing to do: the database is at 1aaa2 (sqlite:///app.db).
$ migrate upgrade 1aaa1
! Nothing to do: the database is at 1aaa2 (sqlite:///app.db).
