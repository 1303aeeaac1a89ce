-- The account's own new password, as a hash.
-- params: password text
SELECT app_set_password($1::text)::text;
