-- Merge calendar
--
-- revision: e9094555237f
-- down_revision: 9a4f6ebae758, a3a2c24ddaec
-- create_date: 2024-12-27 17:28:35+00:00

-- migrate:upgrade
CREATE VIEW agenda AS
SELECT d.day, d.reason, t.id AS task_id, t.text, t.priority
  FROM calendar_days AS d
  LEFT JOIN tasks AS t ON t.due_on = d.day AND NOT t.done;
-- migrate:downgrade
DROP VIEW agenda;
