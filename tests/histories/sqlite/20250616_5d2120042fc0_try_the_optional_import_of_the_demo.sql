-- Try the optional import of the demo notes
--
-- revision: 5d2120042fc0
-- down_revision: 6f126597773a
-- create_date: 2025-06-16 10:06:22+00:00

-- migrate:upgrade
SAVEPOINT demo;
INSERT INTO notebooks (id, title, created_at) VALUES (90, 'Demo', '2025-06-01T00:00:00Z');
INSERT OR IGNORE INTO notebooks (id, title, created_at) VALUES (90, 'Demo twice', '2025-06-01T00:00:00Z');
ROLLBACK TO demo;
RELEASE demo;
INSERT OR REPLACE INTO templates (name, body) VALUES ('Letter', 'Dear "you", /* ; */ -- regards');
-- migrate:downgrade
UPDATE templates SET body = 'Dear "name",' || char(10) || char(10) || 'yours — ✍' WHERE name = 'Letter';
