-- Public ids that cannot be guessed
--
-- revision: 5d08104a3a7a
-- down_revision: 952fb679259b
-- create_date: 2024-06-13 15:41:40+00:00

-- migrate:upgrade
ALTER TABLE public.customers ADD COLUMN public_id uuid;
UPDATE public.customers SET public_id = md5('customer ' || id)::uuid;
ALTER TABLE public.customers
    ALTER COLUMN public_id SET NOT NULL,
    ALTER COLUMN public_id SET DEFAULT gen_random_uuid(),
    ADD CONSTRAINT customers_public_id_key UNIQUE (public_id);
-- migrate:downgrade
ALTER TABLE public.customers DROP COLUMN public_id;
