-- Changes an account; the store decides who may.
-- params: username text, account json
SELECT app_change_account($1::text, $2::jsonb)::text;
