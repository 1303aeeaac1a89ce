-- For whom a one-time link is, by the hash of its token.
-- params: token bytes
SELECT app_invitation($1::bytea)::text;
