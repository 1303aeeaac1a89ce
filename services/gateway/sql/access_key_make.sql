-- Makes an access key; only the hash of its token is stored.
-- params: key json, token bytes
SELECT app_make_access_key($1::text::jsonb, $2::bytea)::text;
