-- Merge places and locked notes
-- for release 3.0; both were tested together on the beta channel
--
-- revision: b68512888050
-- down_revision: e2b6ad3ef6f9, 3ac505afecec
-- create_date: 2025-04-29 11:37:20+00:00

-- migrate:upgrade

-- migrate:downgrade
