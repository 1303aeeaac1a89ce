-- Makes an account with a one-time link; the store decides who may.
-- params: account json, token bytes, hours int
SELECT app_create_account($1::jsonb, $2::bytea, $3::int)::text;
