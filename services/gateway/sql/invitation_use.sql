-- Uses a one-time link: the hash of its token, the password's hash, the name of the person.
-- params: token bytes, password text, full_name text
SELECT app_use_invitation($1::bytea, $2::text, $3::text)::text;
