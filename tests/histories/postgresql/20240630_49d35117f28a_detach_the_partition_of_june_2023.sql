-- Detach the partition of June 2023
--
-- revision: 49d35117f28a
-- down_revision: 5d08104a3a7a
-- create_date: 2024-06-30 13:25:15+00:00

-- migrate:upgrade
ALTER TABLE audit.events DETACH PARTITION audit.events_2023_06;
ALTER TABLE audit.events_2023_06 ADD COLUMN archived boolean DEFAULT true;
-- migrate:downgrade
ALTER TABLE audit.events_2023_06 DROP COLUMN archived;
ALTER TABLE audit.events ATTACH PARTITION audit.events_2023_06
    FOR VALUES FROM ('2023-06-01 00:00:00+00') TO ('2023-07-01 00:00:00+00');
