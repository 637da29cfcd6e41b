-- Validate the waiting list's foreign key
--
-- revision: 0fa5bd6b9d55
-- down_revision: ccd5a62b59ad
-- create_date: 2023-11-11 12:27:00+00:00

-- migrate:upgrade
ALTER TABLE waiting VALIDATE CONSTRAINT waiting_customer;
SAVEPOINT before_reorder;
UPDATE waiting SET position = -position;
ROLLBACK TO SAVEPOINT before_reorder;
SET CONSTRAINTS waiting_position DEFERRED;
UPDATE waiting SET position = 5 - position;
RELEASE SAVEPOINT before_reorder;
UPDATE waiting SET wishes = wishes #- '{marinas,1}' || '{"since": "2023-09-01"}';
-- migrate:downgrade
UPDATE waiting SET wishes = wishes - 'since';
