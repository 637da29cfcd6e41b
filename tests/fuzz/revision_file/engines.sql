-- revision: a
-- down_revision:
-- migrate:upgrade transaction:false engine:postgresql
VACUUM;
-- migrate:upgrade engine:sqlite
VACUUM