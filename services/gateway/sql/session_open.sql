-- Opens a session after a right password and deletes the account's expired ones.  token: its hash.
-- params: token bytes, account int, csrf text, ttl_s int
WITH gone AS (
  DELETE FROM session WHERE account_id = $2::int AND expires_at <= now())
INSERT INTO session (token_hash, account_id, csrf, expires_at)
VALUES ($1::bytea, $2::int, $3::text, now() + $4::int * interval '1 second')
RETURNING (extract(epoch FROM expires_at) * 1000)::bigint;
