-- Inserts a bearer token of an account for the command line and ends its earlier one.
-- $1 user name, $2 hash of the token, $3 hash of the earlier one (or of nothing), $4 its CSRF
-- token, which is never used, $5 days.  Returns the account's role; no row: no such account.
WITH who AS (
  SELECT id, role FROM account WHERE username = $1::text AND is_active),
old AS (DELETE FROM session WHERE token_hash = $3::bytea),
fresh AS (
  INSERT INTO session (token_hash, account_id, csrf, expires_at)
  SELECT $2::bytea, id, $4::text, now() + $5::int * interval '1 day' FROM who)
SELECT role FROM who;
