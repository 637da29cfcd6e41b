-- Compact the file after the big move
--
-- revision: 0799fb214221
-- down_revision: 8a698a1a7683
-- create_date: 2024-07-22 11:00:51+00:00

-- migrate:upgrade transaction:false
-- VACUUM refuses to run inside a transaction.
VACUUM;
PRAGMA optimize;
-- migrate:downgrade
