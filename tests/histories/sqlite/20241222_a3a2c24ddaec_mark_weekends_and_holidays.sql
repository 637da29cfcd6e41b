-- Mark weekends and holidays
--
-- revision: a3a2c24ddaec
-- down_revision: 89ff728881eb
-- create_date: 2024-12-22 16:57:53+00:00

-- migrate:upgrade
ALTER TABLE calendar_days ADD COLUMN free INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE calendar_days ADD COLUMN reason TEXT;
UPDATE calendar_days SET free = TRUE, reason = 'weekend' WHERE weekday IN (0, 6);
INSERT INTO calendar_days (day, weekday, week, free, reason)
VALUES ('2025-01-01', 3, '00', TRUE, 'New Year''s Day'),
       ('2025-12-25', 4, '51', TRUE, 'Christmas -- all day; closed')
ON CONFLICT (day) DO UPDATE SET free = excluded.free, reason = excluded.reason;
-- migrate:downgrade
ALTER TABLE calendar_days DROP COLUMN reason;
ALTER TABLE calendar_days DROP COLUMN free;
