-- Settings as one JSON document
--
-- revision: 7751546278c1
-- down_revision: 5cbbe987eba1
-- create_date: 2025-02-18 14:57:58+00:00

-- migrate:upgrade
CREATE TABLE settings_json (
  scope    TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(document))
);
INSERT INTO settings_json (scope, document)
SELECT substr(key, 1, instr(key, '.') - 1),
       json_group_object(substr(key, instr(key, '.') + 1),
                         CASE WHEN value GLOB '[0-9]*' THEN CAST(value AS INTEGER) ELSE value END)
  FROM (SELECT key, value FROM settings ORDER BY key)
 GROUP BY 1 ORDER BY 1;
UPDATE settings_json SET document = json_set(document, '$.line_height', 1.4) WHERE scope = 'editor';
DROP TABLE settings;
ALTER TABLE settings_json RENAME TO settings;
-- migrate:downgrade
CREATE TABLE settings_flat (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO settings_flat (key, value)
SELECT s.scope || '.' || j.key, CAST(j.value AS TEXT)
  FROM settings AS s, json_each(s.document) AS j
 WHERE j.key <> 'line_height';
DROP TABLE settings;
ALTER TABLE settings_flat RENAME TO settings;
