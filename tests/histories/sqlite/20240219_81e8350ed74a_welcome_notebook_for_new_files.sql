-- Welcome notebook for new files
--
-- revision: 81e8350ed74a
-- down_revision: 4d0e79036008
-- create_date: 2024-02-19 09:23:59+00:00

-- migrate:upgrade
INSERT INTO notebooks (id, title, created_at)
VALUES (1, 'Welcome; start here', '2024-02-20T00:00:00Z'),
       (2, 'Ünsorted — ваши заметки 📓', '2024-02-20T00:00:00Z');

INSERT INTO notes (id, notebook_id, title, body, created_at) VALUES
  (1, 1, 'It''s a note', 'Lines may hold anything:
  -- this is not a comment,
  /* nor is this */
  and ''quotes'', "double quotes", [brackets] and `backticks`; even a semicolon;
', '2024-02-20T00:00:01Z'),
  (2, 1, 'Shortcuts', 'Ctrl+N;Ctrl+F;Ctrl+;', '2024-02-20T00:00:02Z'),
  (3, 2, '买菜', '豆腐；白菜', '2024-02-20T00:00:03Z'),
  (4, 2, 'Żółć', NULL, '2024-02-20T00:00:04Z'),
  (5, 1, 'Empty string', '', '2024-02-20T00:00:05Z');

INSERT INTO tags (name) VALUES ('help'), ('todo'), ('naïve'), ('Straße');

INSERT INTO note_tags (note_id, tag_id)
SELECT n.id, t.id FROM notes AS n JOIN tags AS t ON t.name = 'help' WHERE n.notebook_id = 1;

-- migrate:downgrade
DELETE FROM note_tags WHERE note_id IN (1, 2, 3, 4, 5);
DELETE FROM tags WHERE name IN ('help', 'todo', 'naïve', 'Straße');
DELETE FROM notes WHERE id BETWEEN 1 AND 5;
DELETE FROM notebooks WHERE id IN (1, 2);
