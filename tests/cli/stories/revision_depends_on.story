A dependency that is named twice is written once, by its whole id or by its label
--- file versions/1.sql
-- One
-- revision: aaaa1
-- down_revision:
-- migrate:upgrade
--- file versions/2.sql
-- Other
-- revision: bbbb1
-- down_revision:
-- branch_labels: other
-- migrate:upgrade
--- run
$ migrate revision -m "Two" --rev-id aaaa2 --head aaaa1 --depends-on bbbb --depends-on bbbb1 --depends-on other
| versions/{ymd}_aaaa2_two.sql
$ grep depends_on versions/*aaaa2*
| -- depends_on: bbbb1, other
$ migrate check
| 3 revisions, 2 heads: all is sound.
