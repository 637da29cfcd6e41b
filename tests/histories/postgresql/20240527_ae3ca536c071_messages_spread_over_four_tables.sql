-- Messages, spread over four tables
--
-- revision: ae3ca536c071
-- down_revision: ca828eae82b6
-- create_date: 2024-05-27 11:46:34+00:00

-- migrate:upgrade
CREATE TABLE public.messages (
    booking_id bigint NOT NULL,
    n          integer NOT NULL,
    body       text COMPRESSION pglz,
    PRIMARY KEY (booking_id, n)
) PARTITION BY HASH (booking_id);
CREATE TABLE public.messages_0 PARTITION OF public.messages FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE public.messages_1 PARTITION OF public.messages FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE public.messages_2 PARTITION OF public.messages FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE public.messages_3 PARTITION OF public.messages FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO public.messages SELECT b, n, repeat('· ', n) FROM generate_series(1, 8) AS b, generate_series(1, 3) AS n;
-- migrate:downgrade
DROP TABLE public.messages;
