Hooks run on each new file, in order; one that fails is exit code 2 and the file stays
--- file migrate.ini
[migrate]
version_locations = %(here)s/my versions

[post_write_hooks]
upper = sed -i s/create/CREATE/ {path}
say = echo "wrote" {path}
--- run
$ mkdir versions 'my versions'
$ migrate revision -m "create it" --rev-id r1
| my versions/{ymd}_r1_create_it.sql
! wrote my versions/{ymd}_r1_create_it.sql
$ head -1 my*/*
| -- CREATE it
--- file migrate.ini
[migrate]
[post_write_hooks]
broken = exit 7
--- run
$ migrate revision -m "Two" --rev-id r2
! error: the post-write hook `broken` failed with exit code 7: exit 7
! hint: versions/{ymd}_r2_two.sql was written and stays; mend the command in [post_write_hooks] and run it by hand
= 2
$ ls versions
| {ymd}_r2_two.sql
