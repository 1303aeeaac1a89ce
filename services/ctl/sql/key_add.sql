-- Registers a CURVE key for a service or for an account; a system's gets an access key of its own, to
-- submit and read evidence of the units of its account.  The earlier key of the same name is no longer
-- valid.  $1 key, $2 name, $3 service or NULL, $4 user name or NULL, $5 days that a system's is valid.
WITH old AS (DELETE FROM system_key WHERE name = $2::text AND public_key <> $1::text RETURNING access_key_id),
ended AS (UPDATE access_key SET revoked_at = now() WHERE id IN (SELECT access_key_id FROM old) AND revoked_at IS NULL),
who AS (SELECT id, role, unit_id FROM account WHERE username = $4::text),
made AS (
  INSERT INTO access_key (account_id, client, areas, reach, unit_ids, valid_until)
  SELECT id, $2::text, ARRAY['evidence:read', 'evidence:write'],
         CASE WHEN unit_id IS NULL THEN 'all' ELSE 'below' END, array_remove(ARRAY[unit_id], NULL),
         (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + $5::int
    FROM who WHERE role = 'system' AND NOT EXISTS (SELECT FROM system_key WHERE public_key = $1::text)
  RETURNING id)
INSERT INTO system_key (public_key, name, service, account_id, access_key_id)
SELECT $1::text, $2::text, $3::text, (SELECT id FROM who), (SELECT id FROM made)
ON CONFLICT (public_key) DO UPDATE SET name = excluded.name;
