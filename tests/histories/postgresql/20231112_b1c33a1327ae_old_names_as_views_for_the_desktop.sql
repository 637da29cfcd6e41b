-- Old names as views for the desktop program
--
-- revision: b1c33a1327ae
-- down_revision: 0fa5bd6b9d55
-- create_date: 2023-11-12 13:38:42+00:00

-- migrate:upgrade
CREATE VIEW "Piers" AS
SELECT id AS "ID", name AS "Pier; Name", length_m AS "Länge" FROM berths;
CREATE RULE piers_insert AS ON INSERT TO "Piers" DO INSTEAD
    INSERT INTO berths (marina_id, name, length_m)
    VALUES ((SELECT min(id) FROM marinas), NEW."Pier; Name", NEW."Länge");
CREATE RULE piers_delete AS ON DELETE TO "Piers" DO INSTEAD (
    DELETE FROM bookings WHERE berth_id = OLD."ID";
    DELETE FROM berths WHERE id = OLD."ID";
);
CREATE RULE piers_update AS ON UPDATE TO "Piers" DO INSTEAD NOTHING;
INSERT INTO "Piers" ("Pier; Name", "Länge") VALUES ('Z-9', 30);
-- migrate:downgrade
DELETE FROM berths WHERE name = 'Z-9';
DROP VIEW "Piers";
