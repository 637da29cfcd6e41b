-- A notebook is never inside itself
--
-- revision: baee0de44d5d
-- down_revision: 291eaa5ef746
-- create_date: 2025-03-22 09:21:08+00:00

-- migrate:upgrade
CREATE TRIGGER notebooks_no_cycle BEFORE UPDATE OF parent_id ON notebooks
WHEN NEW.parent_id IS NOT NULL
BEGIN
  SELECT CASE
    WHEN NEW.parent_id = NEW.id THEN RAISE(ABORT, 'a notebook cannot be inside itself')
    WHEN EXISTS (
      WITH RECURSIVE up (id) AS (
        VALUES (NEW.parent_id)
        UNION
        SELECT parent_id FROM notebooks JOIN up USING (id) WHERE parent_id IS NOT NULL
      )
      SELECT 1 FROM up WHERE id = NEW.id
    ) THEN RAISE(ABORT, 'a notebook cannot be inside its own child')
  END;
END;
UPDATE notebooks SET parent_id = 1 WHERE id = 3;
-- migrate:downgrade
UPDATE notebooks SET parent_id = NULL WHERE id = 3;
DROP TRIGGER notebooks_no_cycle;
