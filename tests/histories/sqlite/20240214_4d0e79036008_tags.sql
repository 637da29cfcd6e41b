-- Tags
--
-- revision: 4d0e79036008
-- down_revision: 158c6b43f5b9
-- create_date: 2024-02-14 16:29:17+00:00

-- migrate:upgrade
CREATE TABLE tags (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  CHECK (length(trim(name)) > 0)
);
CREATE TABLE note_tags (
  note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  tag_id  INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (note_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX note_tags_by_tag ON note_tags (tag_id, note_id);

-- migrate:downgrade
DROP TABLE note_tags;
DROP TABLE tags;
