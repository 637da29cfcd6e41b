-- Keep settings in the file itself
--
-- They used to live in ~/.config, which meant that a file opened on another
-- machine looked different: no theme, no sort order.
-- Note: the keys are dotted, e.g. editor.font_size
--
-- revision: 158c6b43f5b9
-- down_revision: d386f805585f
-- create_date: 2024-02-10 09:30:35+00:00

-- migrate:upgrade
CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO settings (key, value) VALUES
  ('editor.font_size', '14'),
  ('editor.theme',     'light'),
  ('list.sort',        'updated; then title'),   -- the ';' is part of the value
  ('list.comment',     '-- not a comment --');

-- migrate:downgrade
DROP TABLE settings;
