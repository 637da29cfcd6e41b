-- Search the payload of events
--
-- revision: 2fd2681eef46
-- down_revision: 4be32034e3c9
-- create_date: 2023-06-09 10:21:56+00:00

-- migrate:upgrade
CREATE INDEX events_payload_idx ON audit.events USING gin (payload jsonb_path_ops);
CREATE INDEX events_entity_idx ON audit.events ((payload ->> 'id'), entity) WHERE payload ? 'id';
-- migrate:downgrade
DROP INDEX audit.events_entity_idx;
DROP INDEX audit.events_payload_idx;
