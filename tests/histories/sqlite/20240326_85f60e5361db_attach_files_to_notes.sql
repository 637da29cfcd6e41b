-- Attach files to notes
--
-- revision: 85f60e5361db
-- down_revision: 81c6172a9ac3
-- branch_labels: files
-- create_date: 2024-03-26 14:47:37+00:00

-- migrate:upgrade
CREATE TABLE attachments (
  id         INTEGER PRIMARY KEY,
  note_id    INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  file_name  TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT 'application/octet-stream',
  content    BLOB NOT NULL
) STRICT;
INSERT INTO attachments (note_id, file_name, media_type, content)
VALUES (1, 'hello.txt', 'text/plain; charset=utf-8', X'48656C6C6F2C20776F726C64210A');

-- migrate:downgrade
DROP TABLE attachments;
