-- Merge billing, audit and bookings
--
-- All three were released on the same Friday.
--
-- revision: ab7b501ee25f
-- down_revision: 91c3896a6613, ddedbbc9a17d, 65fa1cbec5e0
-- create_date: 2023-08-05 14:45:10+00:00

-- migrate:upgrade

-- migrate:downgrade
