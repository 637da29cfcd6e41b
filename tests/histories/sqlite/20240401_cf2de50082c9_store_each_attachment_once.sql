-- Store each attachment once
--
-- revision: cf2de50082c9
-- down_revision: 85f60e5361db
-- create_date: 2024-04-01 11:40:30+00:00

-- migrate:upgrade
CREATE TABLE blobs (
  digest  TEXT NOT NULL PRIMARY KEY CHECK (digest = lower(digest)),
  content BLOB NOT NULL,
  size    INTEGER GENERATED ALWAYS AS (length(content)) STORED
) STRICT, WITHOUT ROWID;

-- until the program has computed real digests, the content itself in hex will do
INSERT INTO blobs (digest, content)
SELECT DISTINCT lower(hex(content)), content FROM attachments;

CREATE TABLE attachments_new (
  id         INTEGER PRIMARY KEY,
  note_id    INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  file_name  TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT 'application/octet-stream',
  digest     TEXT NOT NULL REFERENCES blobs (digest)
) STRICT;
INSERT INTO attachments_new (id, note_id, file_name, media_type, digest)
SELECT id, note_id, file_name, media_type, lower(hex(content)) FROM attachments;
DROP TABLE attachments;
ALTER TABLE attachments_new RENAME TO attachments;

-- migrate:downgrade
CREATE TABLE attachments_old (
  id         INTEGER PRIMARY KEY,
  note_id    INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  file_name  TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT 'application/octet-stream',
  content    BLOB NOT NULL
) STRICT;
INSERT INTO attachments_old (id, note_id, file_name, media_type, content)
SELECT a.id, a.note_id, a.file_name, a.media_type, b.content
  FROM attachments AS a JOIN blobs AS b USING (digest);
DROP TABLE attachments;
ALTER TABLE attachments_old RENAME TO attachments;
DROP TABLE blobs;
