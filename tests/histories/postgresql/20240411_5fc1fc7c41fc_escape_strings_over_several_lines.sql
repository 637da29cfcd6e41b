-- Escape strings over several lines
--
-- revision: 5fc1fc7c41fc
-- down_revision: 65323b09335a
-- create_date: 2024-04-11 09:27:50+00:00

-- migrate:upgrade
INSERT INTO mail_texts (key, body)
VALUES ('footer', E'first\n'
                  'it''s; the second line'
                  '\tthird');
-- migrate:downgrade
DELETE FROM mail_texts WHERE key = 'footer';
