-- Find attachments by note and by extension
--
-- revision: 649e806099c1
-- down_revision: cf2de50082c9
-- create_date: 2024-04-18 17:10:41+00:00

-- migrate:upgrade
CREATE INDEX attachments_by_note ON attachments (note_id);
CREATE INDEX attachments_by_extension
    ON attachments (lower(substr(file_name, instr(file_name, '.') + 1)))
 WHERE instr(file_name, '.') > 0;
-- migrate:downgrade
DROP INDEX attachments_by_extension;
DROP INDEX attachments_by_note;
