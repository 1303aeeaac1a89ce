-- Ends every session of an account; the store decides who may.
-- params: username text
SELECT app_sign_out_account($1::text)::text;
