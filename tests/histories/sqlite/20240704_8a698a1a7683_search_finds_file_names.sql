-- Search finds file names
--
-- revision: 8a698a1a7683
-- down_revision: 607a81631b81
-- create_date: 2024-07-04 15:20:29+00:00

-- migrate:upgrade
INSERT INTO search_documents (id, kind, title, body)
SELECT id * 10 + 2, 'file', file_name, replace(replace(file_name, '.', ' '), '_', ' ')
  FROM attachments;
-- migrate:downgrade
DELETE FROM search_documents WHERE kind = 'file';
