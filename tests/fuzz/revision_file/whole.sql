-- Add the users table
--
-- revision: 3f2a9c81d0b4
-- down_revision: 1b7e44aa02cd
-- branch_labels: accounts
-- depends_on: 9aa1c0de1234
-- create_date: 2026-11-20 10:00:00+00:00

-- migrate:upgrade
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);

-- migrate:downgrade
DROP TABLE users;
