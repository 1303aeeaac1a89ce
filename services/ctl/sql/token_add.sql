-- Inserts a bearer token of an account for the command line and ends its earlier one; a system's is an
-- access key.  $1 user name, $2 hash of the token, $3 hash of the earlier one (or of nothing), $4 its
-- CSRF token, which is never used, $5 days, $6 the access key of a system, as make_access_key takes it.
-- Returns the account's role and the code of a refusal; no row: no such account.
WITH who AS (
  SELECT id, role FROM account WHERE username = $1::text AND is_active),
old AS (DELETE FROM session WHERE token_hash = $3::bytea),
made AS MATERIALIZED (
  SELECT make_access_key($6::text::jsonb, $2::bytea) ->> 'fault' AS fault FROM who WHERE role = 'system'),
ended AS (
  UPDATE access_key SET revoked_at = now()
   WHERE token_hash = $3::bytea AND revoked_at IS NULL AND EXISTS (SELECT FROM made WHERE fault IS NULL)),
fresh AS (
  INSERT INTO session (token_hash, account_id, csrf, expires_at)
  SELECT $2::bytea, id, $4::text, now() + $5::int * interval '1 day' FROM who WHERE role <> 'system')
SELECT role, (SELECT fault FROM made) FROM who;
