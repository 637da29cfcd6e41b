-- Sync: devices
--
-- Sync is a product of its own with a history of its own; it has its own base.
--
-- revision: 485a4ecaff4f
-- down_revision:
-- branch_labels: sync
-- create_date: 2024-09-24 12:52:48+00:00

-- migrate:upgrade
CREATE TABLE sync_devices (
  id       TEXT PRIMARY KEY NOT NULL,
  name     TEXT NOT NULL,
  seen_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO sync_devices (id, name) VALUES ('local', 'This device');
-- migrate:downgrade
DROP TABLE sync_devices;
