-- Sync: conflicts
--
-- revision: 55e7c2de2e30
-- down_revision: 3591c820b286
-- create_date: 2024-10-17 09:00:31+00:00

-- migrate:upgrade
CREATE TABLE sync_conflicts (
  id     INTEGER PRIMARY KEY,
  seq_a  INTEGER NOT NULL REFERENCES sync_log (seq),
  seq_b  INTEGER NOT NULL REFERENCES sync_log (seq),
  state  TEXT NOT NULL DEFAULT 'open',
  UNIQUE (seq_a, seq_b)
);
CREATE TRIGGER sync_conflicts_order BEFORE INSERT ON sync_conflicts
WHEN NEW.seq_a >= NEW.seq_b
BEGIN
  SELECT RAISE(ABORT, 'sync_conflicts: seq_a must be before seq_b; swap them');
END;
-- migrate:downgrade
DROP TABLE sync_conflicts;
