-- Bookings never overlap
--
-- revision: 5611f41e4bcb
-- down_revision: e491a05f0859
-- create_date: 2023-02-22 12:21:28+00:00

-- migrate:upgrade
CREATE TYPE booking_state AS ENUM ('draft', 'confirmed', 'cancelled');
CREATE TABLE bookings (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    berth_id  bigint NOT NULL REFERENCES berths (id),
    vessel_id bigint NOT NULL REFERENCES vessels (id),
    stay      daterange NOT NULL CHECK (NOT isempty(stay)),
    state     booking_state NOT NULL DEFAULT 'draft',
    -- int8range lets GiST compare the berth without the extension btree_gist
    CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
        int8range(berth_id, berth_id, '[]') WITH &&,
        stay WITH &&
    ) WHERE (state <> 'cancelled')
);

-- migrate:downgrade
DROP TABLE bookings;
DROP TYPE booking_state;
