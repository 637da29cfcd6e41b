-- Marinas have other names, too
--
-- revision: 342b60241de9
-- down_revision: 7d3793f84be6
-- create_date: 2023-12-18 10:50:41+00:00

-- migrate:upgrade
ALTER TABLE marinas ADD COLUMN aliases text[] NOT NULL DEFAULT ARRAY[]::text[];
UPDATE marinas
   SET aliases = (string_to_array(upper(name), ' '))[1:2] || ARRAY['{"}', E'back\\slash', '']
 WHERE array_length(string_to_array(name, ' '), 1) >= 2;
CREATE INDEX marinas_aliases_idx ON marinas USING gin (aliases array_ops);
-- migrate:downgrade
ALTER TABLE marinas DROP COLUMN aliases;
