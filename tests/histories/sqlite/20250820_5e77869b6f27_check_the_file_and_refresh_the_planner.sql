-- Check the file and refresh the planner
--
-- revision: 5e77869b6f27
-- down_revision: 0c3a9dbd334c
-- create_date: 2025-08-20 16:31:36+00:00

-- migrate:upgrade
-- A check whose rows nobody reads; it must not disturb the migration.
PRAGMA foreign_key_check;
PRAGMA integrity_check;
SELECT count(*) FROM notes;
REINDEX notes_by_notebook;
-- migrate:downgrade
-- 🙂 nothing
SELECT 1 WHERE 0;
