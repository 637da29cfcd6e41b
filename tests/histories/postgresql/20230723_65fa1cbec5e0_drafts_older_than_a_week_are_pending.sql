-- Drafts older than a week are pending
--
-- revision: 65fa1cbec5e0
-- down_revision: fb9d3ea59441
-- create_date: 2023-07-23 13:02:55+00:00

-- migrate:upgrade
UPDATE bookings SET state = 'pending', updated_at = '2023-08-01 00:00:00+00'
 WHERE state = 'draft' AND lower(stay) < DATE '2023-07-20';
ALTER TABLE bookings ALTER COLUMN state SET DEFAULT 'pending';
-- migrate:downgrade
ALTER TABLE bookings ALTER COLUMN state SET DEFAULT 'draft';
UPDATE bookings SET state = 'draft' WHERE state IN ('pending', 'no-show; unpaid');
