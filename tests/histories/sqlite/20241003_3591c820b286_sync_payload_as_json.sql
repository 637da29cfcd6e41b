-- Sync: payload as JSON
--
-- revision: 3591c820b286
-- down_revision: 133f98d3e9a3
-- create_date: 2024-10-03 16:51:00+00:00

-- migrate:upgrade
ALTER TABLE sync_log ADD COLUMN payload TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload));
UPDATE sync_log
   SET payload = json_object('title', n.title, 'size', length(n.title), 'tags', json_array())
  FROM notes AS n
 WHERE sync_log.entity = 'note' AND n.id = sync_log.entity_id;
CREATE INDEX sync_log_by_title ON sync_log (json_extract(payload, '$.title'))
 WHERE entity = 'note';
-- migrate:downgrade
DROP INDEX sync_log_by_title;
ALTER TABLE sync_log DROP COLUMN payload;
