-- Audit log, partitioned by month
--
-- revision: e6f1457efe54
-- down_revision: e568bf7a6ea8
-- branch_labels: audit
-- create_date: 2023-05-18 12:15:25+00:00

-- migrate:upgrade
CREATE SCHEMA audit;
CREATE TABLE audit.events (
    at      timestamptz NOT NULL,
    actor   text NOT NULL DEFAULT current_user,
    entity  text NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}'
) PARTITION BY RANGE (at);
CREATE TABLE audit.events_2023_06 PARTITION OF audit.events
    FOR VALUES FROM ('2023-06-01 00:00:00+00') TO ('2023-07-01 00:00:00+00');
CREATE TABLE audit.events_2023_07 PARTITION OF audit.events
    FOR VALUES FROM ('2023-07-01 00:00:00+00') TO ('2023-08-01 00:00:00+00');
CREATE TABLE audit.events_other PARTITION OF audit.events DEFAULT;
CREATE INDEX events_at_idx ON audit.events USING brin (at);

INSERT INTO audit.events (at, actor, entity, payload)
VALUES ('2023-06-15 12:00:00+00', 'ada', 'booking', '{"id": 1, "note": "a:b; c -- d"}'),
       ('2023-07-01 00:00:00+00', 'belz', 'berth', jsonb_build_object('names', ARRAY['A-1', 'B"2'])),
       ('2020-02-29 00:00:00+00', 'system', 'import', DEFAULT);

-- migrate:downgrade
DROP TABLE audit.events;
DROP SCHEMA audit;
