-- A domain for e-mail addresses
--
-- The check is deliberately loose. Whoever wants to know whether an address
-- works has to send a mail to it.
--
-- revision: 73e2452aaf05
-- down_revision: 542fb17bf1c4
-- create_date: 2023-02-05 16:46:05+00:00

-- migrate:upgrade
CREATE DOMAIN email_address AS text
    CONSTRAINT email_address_shape CHECK (VALUE ~ '^[^@\s]+@[^@\s]+\.[^@\s;]+$');
COMMENT ON DOMAIN email_address IS 'An address; one "@", no blanks -- that''s all; see RFC 5321';
ALTER TABLE customers ALTER COLUMN email TYPE email_address;

-- migrate:downgrade
ALTER TABLE customers ALTER COLUMN email TYPE text;
DROP DOMAIN email_address;
