-- A new one-time link of an account; the store decides who may.
-- params: username text, token bytes, hours int
SELECT app_invite_account($1::text, $2::bytea, $3::int)::text;
