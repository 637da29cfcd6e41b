-- A second index for parts of words
--
-- revision: 6f126597773a
-- down_revision: 652fd15f5292
-- depends_on: 40763cef0b19
-- create_date: 2025-06-08 13:46:55+00:00

-- migrate:upgrade
CREATE VIRTUAL TABLE search_trigram USING fts5 (title, tokenize = "trigram");
INSERT INTO search_trigram (rowid, title)
SELECT id, title FROM search_documents WHERE length(title) >= 3 ORDER BY id;
INSERT INTO search_trigram (search_trigram) VALUES ('optimize');
-- migrate:downgrade
DROP TABLE search_trigram;
