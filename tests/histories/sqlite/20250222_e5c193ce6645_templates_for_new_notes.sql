-- Templates for new notes
--
-- revision: e5c193ce6645
-- down_revision: 7751546278c1
-- create_date: 2025-02-22 10:50:31+00:00

-- migrate:upgrade
CREATE TABLE templates (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL
);
INSERT INTO templates VALUES ('Meeting', '# {{title}}

- [ ] who; when; where
- [ ] minutes -- to be sent

/* hidden */
');
INSERT INTO templates VALUES ('SQL', 'BEGIN;
  SELECT ''nothing to see''; -- COMMIT;
END;
');
INSERT INTO templates VALUES ('Letter', 'Dear "name",' || char(10) || char(10) || 'yours — ✍');
-- migrate:downgrade
DROP TABLE templates;
