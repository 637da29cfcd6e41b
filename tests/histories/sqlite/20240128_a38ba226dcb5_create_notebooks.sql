-- Create notebooks
--
-- revision: a38ba226dcb5
-- down_revision:
-- create_date: 2024-01-28 17:35:13+00:00

-- migrate:upgrade
CREATE TABLE notebooks (
  id         INTEGER PRIMARY KEY,
  title      TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);

-- migrate:downgrade
DROP TABLE notebooks;
