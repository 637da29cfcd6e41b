-- Full text search
--
-- revision: 53c1ebe7d4b8
-- down_revision: 8a648a3034e8
-- branch_labels: search
-- create_date: 2024-05-16 11:30:10+00:00

-- migrate:upgrade
CREATE TABLE search_documents (
  id    INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL CHECK (kind IN ('note', 'tag', 'file')),
  title TEXT NOT NULL,
  body  TEXT NOT NULL DEFAULT ''
);
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, body,
  content = 'search_documents', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER search_insert AFTER INSERT ON search_documents BEGIN
  INSERT INTO search_index (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;
CREATE TRIGGER search_delete AFTER DELETE ON search_documents BEGIN
  INSERT INTO search_index (search_index, rowid, title, body)
  VALUES ('delete', OLD.id, OLD.title, OLD.body);
END;
CREATE TRIGGER search_update AFTER UPDATE ON search_documents BEGIN
  INSERT INTO search_index (search_index, rowid, title, body)
  VALUES ('delete', OLD.id, OLD.title, OLD.body);
  INSERT INTO search_index (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;

-- migrate:downgrade
DROP TRIGGER search_update;
DROP TRIGGER search_delete;
DROP TRIGGER search_insert;
DROP TABLE search_index;
DROP TABLE search_documents;
