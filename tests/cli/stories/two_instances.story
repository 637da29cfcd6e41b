Several instances that start at once migrate one after the other, and all of them succeed
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
--- file versions/2.sql
-- Two
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
INSERT INTO one VALUES (2);
-- migrate:downgrade
--- file start
#!/bin/sh
# Starts eight at once; prints the exit codes that there were, and how often each revision ran.
for i in 1 2 3 4 5 6 7 8; do
  (migrate upgrade 2>"messages.$i"; echo "exit $?" >"code.$i") &
done
wait
sort -u code.*
cat messages.* | grep -c '^Running'
--- env DATABASE_URL=sqlite:///app.db
--- run
$ sh start
| exit 0
| 2
$ sqlite3 app.db 'SELECT * FROM one'
| 2
$ migrate current
| r2 (head)
