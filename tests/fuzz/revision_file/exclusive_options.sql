-- Rebuild
--
-- revision: b
-- down_revision: a

-- migrate:upgrade engine:sqlite foreign_keys:off
DROP TABLE t;
-- migrate:downgrade transaction:false foreign_keys:off
