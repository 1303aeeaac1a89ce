-- Registers a CURVE key for a service or for an account.  The earlier key of the same name is no
-- longer valid.  $1 key, $2 name, $3 service or NULL, $4 user name or NULL.
WITH old AS (DELETE FROM system_key WHERE name = $2::text AND public_key <> $1::text)
INSERT INTO system_key (public_key, name, service, account_id)
SELECT $1::text, $2::text, $3::text, (SELECT id FROM account WHERE username = $4::text)
ON CONFLICT (public_key) DO UPDATE SET name = excluded.name;
