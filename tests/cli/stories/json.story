`--json` prints one document with stable keys for every command
--- env DATABASE_URL=sqlite:///app.db
--- run
$ migrate --json init
| {
|   "paths": [
|     "templates/README",
|     "migrate.ini",
|     "templates/revision.sql.mustache",
|     "versions"
|   ]
| }
$ migrate --json revision -m "One" --rev-id r1
| {
|   "paths": [
|     "versions/{ymd}_r1_one.sql"
|   ],
|   "revision": "r1"
| }
$ migrate --json revision -m "Two" --rev-id r2 --branch-label shop
| {
|   "paths": [
|     "versions/{ymd}_r2_two.sql"
|   ],
|   "revision": "r2"
| }
$ migrate --json upgrade r1
| {
|   "database": "sqlite:///app.db",
|   "before": [],
|   "after": [
|     "r1"
|   ],
|   "planned": 1,
|   "steps": [
|     {
|       "direction": "upgrade",
|       "revision": "r1",
|       "from": [],
|       "to": [
|         "r1"
|       ],
|       "message": "One",
|       "milliseconds": {number}
|     }
|   ],
|   "milliseconds": {number}
| }
! versions/{ymd}_r1_one.sql:7: the upgrade section of revision r1 is empty: nothing is run for it.
$ migrate --json upgrade
| {
|   "database": "sqlite:///app.db",
|   "before": [
|     "r1"
|   ],
|   "after": [
|     "r2"
|   ],
|   "planned": 1,
|   "steps": [
|     {
|       "direction": "upgrade",
|       "revision": "r2",
|       "from": [
|         "r1"
|       ],
|       "to": [
|         "r2"
|       ],
|       "message": "Two",
|       "milliseconds": {number}
|     }
|   ],
|   "milliseconds": {number}
| }
! versions/{ymd}_r2_two.sql:8: the upgrade section of revision r2 is empty: nothing is run for it.
$ migrate --json upgrade
| {
|   "database": "sqlite:///app.db",
|   "before": [
|     "r2"
|   ],
|   "after": [
|     "r2"
|   ],
|   "planned": 0,
|   "steps": [],
|   "milliseconds": {number}
| }
$ migrate --json current
| {
|   "revisions": [
|     {
|       "revision": "r2",
|       "known": true,
|       "down_revision": [
|         "r1"
|       ],
|       "depends_on": [],
|       "branch_labels": [
|         "shop"
|       ],
|       "message": "Two",
|       "create_date": "{date}",
|       "file": "versions/{ymd}_r2_two.sql",
|       "head": true,
|       "branch_point": false,
|       "merge_point": false,
|       "current": true
|     }
|   ]
| }
$ migrate --json current --check-heads
| {
|   "revisions": [
|     {
|       "revision": "r2",
|       "known": true,
|       "down_revision": [
|         "r1"
|       ],
|       "depends_on": [],
|       "branch_labels": [
|         "shop"
|       ],
|       "message": "Two",
|       "create_date": "{date}",
|       "file": "versions/{ymd}_r2_two.sql",
|       "head": true,
|       "branch_point": false,
|       "merge_point": false,
|       "current": true
|     }
|   ]
| }
$ migrate --json heads
| {
|   "revisions": [
|     {
|       "revision": "r2",
|       "known": true,
|       "down_revision": [
|         "r1"
|       ],
|       "depends_on": [],
|       "branch_labels": [
|         "shop"
|       ],
|       "message": "Two",
|       "create_date": "{date}",
|       "file": "versions/{ymd}_r2_two.sql",
|       "head": true,
|       "branch_point": false,
|       "merge_point": false
|     }
|   ]
| }
$ migrate --json branches
| {
|   "revisions": []
| }
$ migrate --json history
| {
|   "revisions": [
|     {
|       "revision": "r2",
|       "known": true,
|       "down_revision": [
|         "r1"
|       ],
|       "depends_on": [],
|       "branch_labels": [
|         "shop"
|       ],
|       "message": "Two",
|       "create_date": "{date}",
|       "file": "versions/{ymd}_r2_two.sql",
|       "head": true,
|       "branch_point": false,
|       "merge_point": false
|     },
|     {
|       "revision": "r1",
|       "known": true,
|       "down_revision": [],
|       "depends_on": [],
|       "branch_labels": [
|         "shop"
|       ],
|       "message": "One",
|       "create_date": "{date}",
|       "file": "versions/{ymd}_r1_one.sql",
|       "head": false,
|       "branch_point": false,
|       "merge_point": false
|     }
|   ]
| }
$ migrate --json show r2
| {
|   "revisions": [
|     {
|       "revision": "r2",
|       "known": true,
|       "down_revision": [
|         "r1"
|       ],
|       "depends_on": [],
|       "branch_labels": [
|         "shop"
|       ],
|       "message": "Two",
|       "create_date": "{date}",
|       "file": "versions/{ymd}_r2_two.sql",
|       "head": true,
|       "branch_point": false,
|       "merge_point": false
|     }
|   ]
| }
$ migrate --json status
| {
|   "database": "sqlite:///app.db",
|   "current": [
|     "r2"
|   ],
|   "heads": [
|     "r2"
|   ],
|   "revisions": [
|     {
|       "revision": "r1",
|       "message": "One",
|       "state": "applied"
|     },
|     {
|       "revision": "r2",
|       "message": "Two",
|       "state": "applied"
|     }
|   ],
|   "half_done": [],
|   "changed": [],
|   "next": "Nothing to do: the database is up to date."
| }
$ migrate --json downgrade -1
| {
|   "database": "sqlite:///app.db",
|   "before": [
|     "r2"
|   ],
|   "after": [
|     "r1"
|   ],
|   "planned": 1,
|   "steps": [
|     {
|       "direction": "downgrade",
|       "revision": "r2",
|       "from": [
|         "r2"
|       ],
|       "to": [
|         "r1"
|       ],
|       "message": "Two",
|       "milliseconds": {number}
|     }
|   ],
|   "milliseconds": {number}
| }
! versions/{ymd}_r2_two.sql:11: the downgrade section of revision r2 is empty: nothing is undone for it.
$ migrate --json stamp head
| {
|   "database": "sqlite:///app.db",
|   "before": [
|     "r1"
|   ],
|   "after": [
|     "r2"
|   ],
|   "planned": 1,
|   "steps": [
|     {
|       "direction": "stamp",
|       "revision": "",
|       "from": [
|         "r1"
|       ],
|       "to": [
|         "r2"
|       ],
|       "message": "",
|       "milliseconds": {number}
|     }
|   ],
|   "milliseconds": {number}
| }
$ migrate --json check
| {
|   "revisions": 2,
|   "heads": [
|     "r2"
|   ]
| }
$ migrate --json ensure-version
| {
|   "version_table": "main.migrate_version",
|   "created": false,
|   "history_table": "main.migrate_history",
|   "history_created": false,
|   "database": "sqlite:///app.db"
| }
$ migrate --json list-templates
| {
|   "templates": [
|     {
|       "name": "generic",
|       "description": "One SQLite database; the place to start."
|     },
|     {
|       "name": "postgresql",
|       "description": "One PostgreSQL database, named by a URL."
|     }
|   ]
| }
$ migrate --json merge r1 r2
| {
|   "error": {
|     "fault": "usage",
|     "message": "revision r1 (versions/{ymd}_r1_one.sql) is not a head",
|     "hint": "add --splice to start a new branch from it"
|   },
|   "exit_code": 2
| }
= 2
$ migrate --json upgrade nowhere
| {
|   "error": {
|     "fault": "usage",
|     "message": "there is no revision or branch label `nowhere`",
|     "hint": "`migrate history` lists the revisions"
|   },
|   "exit_code": 2
| }
= 2
$ migrate --json upgrde
| {
|   "error": {
|     "fault": "usage",
|     "message": "there is no command `upgrde`",
|     "hint": "did you mean `upgrade`?"
|   },
|   "exit_code": 2
| }
= 2
$ migrate --json upgrade --sql
| {
|   "error": {
|     "fault": "usage",
|     "message": "--json and --sql exclude each other: a script is no JSON document"
|   },
|   "exit_code": 2
| }
= 2
--- file versions/3.sql
-- It fails
-- revision: r3
-- down_revision: r2
-- migrate:upgrade
CREATE TABLE good (id INTEGER);
CREATE TABEL bad (id INTEGER);
--- run
$ migrate --json upgrade
| {
|   "report": {
|     "database": "sqlite:///app.db",
|     "before": [
|       "r2"
|     ],
|     "after": [
|       "r2"
|     ],
|     "planned": 1,
|     "steps": [],
|     "milliseconds": {number}
|   },
|   "error": {
|     "fault": "database",
|     "message": "near \"TABEL\": syntax error",
|     "file": "versions/3.sql",
|     "line": 6,
|     "column": 8,
|     "code": "SQLITE_ERROR",
|     "notes": [
|       "Revision r3 was rolled back. The database is at r2."
|     ]
|   },
|   "exit_code": 1
| }
= 1
# Every one of them is a document.
$ for c in heads branches history status check current list-templates 'upgrade nowhere'; do migrate --json $c 2>/dev/null | /usr/bin/python3 -m json.tool >/dev/null || echo "$c"; done
