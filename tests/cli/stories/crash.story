After a crash in the middle of a revision the database stands where it stood before it
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
INSERT INTO one WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n;
-- migrate:downgrade
--- file versions/2.sql
-- For ever
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
UPDATE one SET id = -id;
INSERT INTO one WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
-- migrate:downgrade
--- file crash
#!/bin/sh
# Kills the program once the second revision has begun to change the file.
: >messages
migrate upgrade 2>>messages &
until grep -q 'r1 -> r2' messages && test -s app.db-journal; do sleep 0.05; done
kill -KILL $!
wait $! 2>/dev/null
echo "exit $?"
--- env DATABASE_URL=sqlite:///app.db
--- run
$ sh crash
| exit 137
$ migrate current
| r1
$ sqlite3 app.db 'SELECT min(id), max(id) FROM one'
| 1|100000
# The lock went with its owner.
$ sed -i '/^INSERT/d' versions/2.sql && migrate upgrade
! Running upgrade r1 -> r2, For ever
! Upgraded 1 revision: the database is at r2 (sqlite:///app.db), in {time}.
