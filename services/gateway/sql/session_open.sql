-- A new session after a right password; the account's expired ones go.
-- $1 hash of the token, $2 account, $3 CSRF token, $4 seconds to live.
WITH gone AS (
  DELETE FROM session WHERE account_id = $2::int AND expires_at <= now())
INSERT INTO session (token_hash, account_id, csrf, expires_at)
VALUES ($1::bytea, $2::int, $3::text, now() + $4::int * interval '1 second')
RETURNING (extract(epoch FROM expires_at) * 1000)::bigint;
