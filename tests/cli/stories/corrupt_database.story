A file that is no database, a folder and a missing folder are told apart
--- file app.db
This is a text of more than a hundred bytes, and surely not the beginning of a SQLite database file: it is prose.
--- run
$ mkdir versions folder.db
$ migrate -q revision -m "One" --rev-id r1 >/dev/null
$ migrate -d sqlite:///app.db upgrade
! error: {dir}/app.db is not an SQLite database [SQLITE_NOTADB]
! hint: check the path in the URL; an encrypted database cannot be read either
= 1
$ migrate -d sqlite:///app.db current
! error: {dir}/app.db is not an SQLite database [SQLITE_NOTADB]
! hint: check the path in the URL; an encrypted database cannot be read either
= 1
$ head -c 15 app.db; echo
| This is a text 
$ migrate -d sqlite:///folder.db upgrade
! error: cannot open the database {dir}/folder.db: it is a folder
! hint: name the file in it, as in app.db
= 1
$ migrate -d sqlite:///no/such/folder.db upgrade
! error: cannot open the database {dir}/no/such/folder.db: there is no folder {dir}/no/such
! hint: make the folder, or mend the path in the URL (sqlite:///relative.db, sqlite:////absolute.db)
= 1
$ migrate -d sqlite:///no/such/folder.db current
! error: cannot open the database {dir}/no/such/folder.db: there is no folder {dir}/no/such
! hint: make the folder, or mend the path in the URL (sqlite:///relative.db, sqlite:////absolute.db)
= 1
