-- Texts of the mails in four languages
--
-- revision: 65323b09335a
-- down_revision: 374620c6e9ae
-- create_date: 2024-03-31 13:27:21+00:00

-- migrate:upgrade
CREATE TABLE mail_texts (key text, lang text DEFAULT 'en', body text NOT NULL, PRIMARY KEY (key, lang));
INSERT INTO mail_texts (key, lang, body) VALUES
    ('hello', 'en', 'Dear '
                    'customer; ' -- a string may go on in the next line
                    'welcome'),
    ('hello', 'de', E'Sehr geehrte\n\'Damen\' und Herren,\\'),
    ('hello', 'it', $it$Ciao; l'amico $1 -- $tag$ e $it$),
    ('hello', 'pl', U&'Cze\015B\0107; ''witaj'''),
    ('bits', DEFAULT, B'1010'::text || X'1F'::text || N'n'),
    ('sql', DEFAULT, $$BEGIN; COMMIT; -- $ $a $1 $$),
    ('psql', DEFAULT, '
\connect elsewhere
\i never.sql
go
/
.quit
'),
    ('copy', DEFAULT, 'COPY t FROM stdin;
1	2
\.
');
/*/ a comment that opens like one that closes; /* nested */ done */
UPDATE mail_texts SET body = replace(body, ';', E';\n') WHERE "key" = 'hello' AND lang IN ('en', 'it');--no blank
-- migrate:downgrade
DROP TABLE mail_texts;
