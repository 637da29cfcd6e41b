`status` tells what is applied, what is pending and what `upgrade head` would do
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ migrate status
| Nothing to do: the database is up to date.
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ for i in 1 2 3; do migrate -q revision -m "Step $i" --rev-id "r$i" >/dev/null || exit; done
$ migrate status
| pending  r1  Step 1
| pending  r2  Step 2
| pending  r3  Step 3
| `upgrade head` would apply 3 revisions and bring the database to r3.
! The database file {dir}/app.db does not exist: mend its name, or let the first command that writes make it.
$ migrate -q upgrade +1
$ migrate status
| applied  r1  Step 1
| pending  r2  Step 2
| pending  r3  Step 3
| `upgrade head` would apply 2 revisions and bring the database to r3.
$ migrate -q upgrade
$ migrate status
| applied  r1  Step 1
| applied  r2  Step 2
| applied  r3  Step 3
| Nothing to do: the database is up to date.
$ migrate -q revision -m "Another" --rev-id r4 --head r2 --splice >/dev/null
# With two heads `upgrade head` would refuse.
$ migrate status
| applied  r1  Step 1
| applied  r2  Step 2
| applied  r3  Step 3
| pending  r4  Another
| `upgrade head` would refuse: there are 2 heads (r3, r4); `upgrade heads` would apply 1 revision.
$ ls
| app.db
| app.db-migrate
| versions
