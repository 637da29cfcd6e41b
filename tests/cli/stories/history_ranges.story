`history` shows any part of the past, and what the database stands on
--- run
$ mkdir versions
$ for i in 1 2 3 4 5; do migrate -q revision -m "Step $i" --rev-id "r$i" >/dev/null || exit; done
$ migrate history
| r4 -> r5 (head), Step 5
| r3 -> r4, Step 4
| r2 -> r3, Step 3
| r1 -> r2, Step 2
| <base> -> r1, Step 1
$ migrate history -r r2:r4
| r3 -> r4, Step 4
| r2 -> r3, Step 3
| r1 -> r2, Step 2
$ migrate history -r r4:
| r4 -> r5 (head), Step 5
| r3 -> r4, Step 4
$ migrate history -r :r2
| r1 -> r2, Step 2
| <base> -> r1, Step 1
$ migrate history -r -3:head
| r4 -> r5 (head), Step 5
| r3 -> r4, Step 4
| r2 -> r3, Step 3
| r1 -> r2, Step 2
$ migrate history -r-3:head
| r4 -> r5 (head), Step 5
| r3 -> r4, Step 4
| r2 -> r3, Step 3
| r1 -> r2, Step 2
$ migrate history -r r3-1:r3+1
| r3 -> r4, Step 4
| r2 -> r3, Step 3
| r1 -> r2, Step 2

$ migrate -q -d sqlite:///app.db upgrade r3
$ migrate -d sqlite:///app.db history -r current:
| r4 -> r5 (head), Step 5
| r3 -> r4, Step 4
| r2 -> r3, Step 3
$ migrate -d sqlite:///app.db history -r -1:current
| r2 -> r3, Step 3
| r1 -> r2, Step 2
$ migrate -d sqlite:///app.db history -i
| r4 -> r5 (head), Step 5
| r3 -> r4, Step 4
| r2 -> r3 (current), Step 3
| r1 -> r2, Step 2
| <base> -> r1, Step 1
$ migrate history -v -r r4:r5
| Rev: r5 (head)
| Parent: r4
| Created: {date}
| Path: versions/{ymd}_r5_step_5.sql
|
|     Step 5
|
| Rev: r4
| Parent: r3
| Created: {date}
| Path: versions/{ymd}_r4_step_4.sql
|
|     Step 4
|

$ migrate history -r r2
! error: `r2` is not a range: it must have one colon
! hint: a range is `FROM:TO`; without FROM it starts at base, without TO it ends at heads
= 2
$ migrate history -r r2:r9
! error: there is no revision or branch label `r9`
! hint: did you mean `r1`?
= 2
$ migrate history -r r1:r2:r3
! error: `r1:r2:r3` is not a range: it must have one colon
! hint: a range is `FROM:TO`; without FROM it starts at base, without TO it ends at heads
= 2
$ migrate history -r current:
! error: no database was named
! hint: set `database_url` in [migrate] of migrate.ini or DATABASE_URL in the environment, or pass `--database-url sqlite:///app.db`
= 2
