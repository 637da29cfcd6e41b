-- Statistics count by themselves
--
-- revision: 5cbbe987eba1
-- down_revision: 8e47333d4b40
-- create_date: 2025-02-11 16:53:39+00:00

-- migrate:upgrade
CREATE TRIGGER notes_stats AFTER INSERT ON notes
BEGIN
  INSERT INTO daily_stats (day, name, value) VALUES (substr(NEW.created_at, 1, 10), 'notes', 1)
      ON CONFLICT (day, name) DO UPDATE SET value = value + 1;
END;
-- migrate:downgrade
DROP TRIGGER notes_stats;
