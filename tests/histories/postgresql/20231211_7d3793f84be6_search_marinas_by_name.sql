-- Search marinas by name
--
-- revision: 7d3793f84be6
-- down_revision: d80c063afbac
-- branch_labels: search
-- create_date: 2023-12-11 12:52:11+00:00

-- migrate:upgrade
CREATE TEXT SEARCH CONFIGURATION harbour (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION harbour ALTER MAPPING FOR asciiword WITH english_stem;
ALTER TABLE marinas ADD COLUMN document tsvector
    GENERATED ALWAYS AS (setweight(to_tsvector('simple', name), 'A') || to_tsvector('simple', country)) STORED;
CREATE INDEX marinas_document_idx ON marinas USING gin (document) WITH (fastupdate = off);
-- migrate:downgrade
DROP INDEX marinas_document_idx;
ALTER TABLE marinas DROP COLUMN document;
DROP TEXT SEARCH CONFIGURATION harbour;
