-- Fill the search index
--
-- revision: 40763cef0b19
-- down_revision: 53c1ebe7d4b8
-- create_date: 2024-05-29 10:29:12+00:00

-- migrate:upgrade
INSERT INTO search_documents (id, kind, title, body)
SELECT id * 10, 'note', title, body FROM notes ORDER BY id;
INSERT INTO search_documents (id, kind, title)
SELECT id * 10 + 1, 'tag', name FROM tags ORDER BY id;
-- migrate:downgrade
DELETE FROM search_documents WHERE id % 10 IN (0, 1);
