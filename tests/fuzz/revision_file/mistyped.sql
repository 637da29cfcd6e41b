-- revision: a
-- down_revison: b,,c
-- Migrate : upgrad foo
  --migrate:downgrade transaction:true
SELECT 1;-- migrate:x