-- Larger pages, incremental vacuum
--
-- revision: 652fd15f5292
-- down_revision: 425c51b69087
-- create_date: 2025-05-29 10:19:37+00:00

-- migrate:upgrade transaction:false
PRAGMA auto_vacuum = INCREMENTAL;
VACUUM;
-- migrate:downgrade transaction:false
PRAGMA auto_vacuum = NONE;
VACUUM;
