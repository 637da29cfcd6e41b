-- revision: a
-- down_revision:

-- migrate:downgrade
DROP TABLE t;
-- migrate:upgrade
CREATE TABLE t (x)