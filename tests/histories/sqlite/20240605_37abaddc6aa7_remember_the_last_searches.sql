-- Remember the last searches
--
-- revision: 37abaddc6aa7
-- down_revision: 40763cef0b19
-- create_date: 2024-06-05 09:12:47+00:00

-- migrate:upgrade
CREATE TABLE search_history (
  id      INTEGER PRIMARY KEY,
  query   TEXT NOT NULL,
  asked_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TRIGGER search_history_limit AFTER INSERT ON search_history
BEGIN
  DELETE FROM search_history
   WHERE id <= (SELECT id FROM search_history ORDER BY id DESC LIMIT 1 OFFSET 100);
END;
INSERT INTO search_history (query, asked_at)
VALUES ('"exact phrase" OR tag:todo', '2024-05-01 10:00:00'), ('it''s; --', '2024-05-01 10:00:01');
-- migrate:downgrade
DROP TRIGGER search_history_limit;
DROP TABLE search_history;
