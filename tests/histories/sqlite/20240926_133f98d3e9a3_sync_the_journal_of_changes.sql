-- Sync: the journal of changes
--
-- revision: 133f98d3e9a3
-- down_revision: 485a4ecaff4f
-- depends_on: 02e60cc33970
-- create_date: 2024-09-26 11:47:39+00:00

-- migrate:upgrade
CREATE TABLE sync_log (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id TEXT NOT NULL DEFAULT 'local' REFERENCES sync_devices (id),
  entity    TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  change    TEXT NOT NULL CHECK (change IN ('insert', 'update', 'delete'))
);
CREATE INDEX sync_log_by_entity ON sync_log (entity, entity_id, seq DESC);
INSERT INTO sync_log (entity, entity_id, change)
SELECT 'note', id, 'insert' FROM notes WHERE id <= 5 ORDER BY id;
-- migrate:downgrade
DROP TABLE sync_log;
