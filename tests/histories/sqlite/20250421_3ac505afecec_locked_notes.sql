-- Locked notes
--
-- revision: 3ac505afecec
-- down_revision: 5e4a3040f4aa
-- create_date: 2025-04-21 17:08:44+00:00

-- migrate:upgrade
CREATE TABLE locks (
  note_id INTEGER PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
  salt    BLOB NOT NULL CHECK (typeof(salt) = 'blob' AND length(salt) = 16),
  hint    TEXT
);
INSERT INTO locks (note_id, salt, hint)
VALUES (4, x'000102030405060708090a0b0c0d0e0f', 'the dog''s name; in capitals');
CREATE TRIGGER locks_readonly BEFORE UPDATE OF content ON notes
WHEN EXISTS (SELECT 1 FROM locks WHERE note_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'this note is locked'); END;
-- migrate:downgrade
DROP TRIGGER locks_readonly;
DROP TABLE locks;
