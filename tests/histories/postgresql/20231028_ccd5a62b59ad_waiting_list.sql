-- Waiting list
--
-- revision: ccd5a62b59ad
-- down_revision: fa370d3e69a1
-- create_date: 2023-10-28 11:52:12+00:00

-- migrate:upgrade
CREATE TABLE waiting (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL,
    wishes      jsonb NOT NULL CHECK (jsonb_typeof(wishes) = 'object'),
    position    integer NOT NULL,
    CONSTRAINT waiting_position UNIQUE (position) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT waiting_customer FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE
        NOT VALID
);
INSERT INTO waiting (customer_id, wishes, position)
SELECT id,
       jsonb_build_object('marinas', jsonb_build_array(1, 2), 'text', 'near the "bar"; quiet'),
       row_number() OVER (ORDER BY name COLLATE "C" DESC)
  FROM customers;
-- migrate:downgrade
DROP TABLE waiting;
