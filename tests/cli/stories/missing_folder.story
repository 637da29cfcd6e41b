Without a folder of revisions every command says what makes one
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate heads
! error: the folder of revisions versions does not exist
! hint: `migrate init` makes it; `version_locations` in migrate.ini names others
= 2
$ migrate upgrade
! error: the folder of revisions versions does not exist
! hint: `migrate init` makes it; `version_locations` in migrate.ini names others
= 2
$ migrate check
! error: the folder of revisions versions does not exist
! hint: `migrate init` makes it; `version_locations` in migrate.ini names others
= 2
$ ls
$ migrate revision -m "First" --rev-id r1
! error: the folder of revisions versions does not exist
! hint: `migrate init` makes it; `version_locations` in migrate.ini names others
= 2
