-- Vessels
--
-- revision: ab723aed50ba
-- down_revision: 73e2452aaf05
-- create_date: 2023-02-10 15:01:16+00:00

-- migrate:upgrade
CREATE TYPE vessel_kind AS ENUM ('sail', 'motor', 'catamaran');
CREATE TYPE dimensions AS (length_m numeric(5, 2), beam_m numeric(4, 2), draft_m numeric(4, 2));
CREATE TABLE vessels (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    name     text NOT NULL,
    kind     vessel_kind NOT NULL DEFAULT 'sail',
    size     dimensions,
    tags     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN vessels.size IS $$metres; "draft" with full tanks; don't round$$;

-- migrate:downgrade
DROP TABLE vessels;
DROP TYPE dimensions;
DROP TYPE vessel_kind;
