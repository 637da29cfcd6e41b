A reader that has seen enough ends the program quietly
--- run
$ mkdir versions; long=$(printf '%0200d' 0)
> for i in $(seq 1 3000); do
>   printf -- "-- $long\n-- revision: r$i\n-- down_revision: $parent\n-- migrate:upgrade\n" > versions/$i.sql
>   parent=r$i
> done
$ migrate history | head -1 | cut -c 1-30
| r2999 -> r3000 (head), 0000000
$ { migrate history; echo "exit $?" >&2; } | head -1 | cut -c 1-30
| r2999 -> r3000 (head), 0000000
! exit 0
$ { migrate --json history; echo "exit $?" >&2; } | head -1
| {
! exit 0
