-- Merge branches: attachments and search for release 1.0
--
-- revision: 607a81631b81
-- down_revision: 5689b9579aed, 649e806099c1
-- create_date: 2024-06-26 17:21:13+00:00

-- migrate:upgrade

-- migrate:downgrade
