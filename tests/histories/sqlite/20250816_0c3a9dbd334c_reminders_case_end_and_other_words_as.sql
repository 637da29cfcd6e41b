-- Reminders: CASE, END and other words as names
--
-- revision: 0c3a9dbd334c
-- down_revision: 80a24e12fc52
-- create_date: 2025-08-16 10:10:52+00:00

-- migrate:upgrade
CREATE TABLE "case" ("end" TEXT, [begin] TEXT, `commit` TEXT, "select;" TEXT);
INSERT INTO "case" VALUES ('END', 'BEGIN', 'COMMIT;', 'ROLLBACK');
CREATE TRIGGER "end" AFTER INSERT ON "case"
BEGIN
  UPDATE "case" SET "end" = CASE "case"."end" WHEN 'x' THEN CASE WHEN [begin] = 'BEGIN' THEN 'END;' END ELSE "end" END;
END;
INSERT INTO "case" ("end", [begin]) VALUES ('x', 'BEGIN');
-- migrate:downgrade
DROP TABLE "case";
