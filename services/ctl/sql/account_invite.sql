-- A one-time link of an account, which is made if there is none and a role is given.
-- $1 user name, $2 role or NULL, $3 code of its unit or NULL, $4 full name or NULL, $5 hash of the
-- token, $6 hours.  Returns until when; no row: no such active account, or no such unit.
WITH made AS (
  INSERT INTO account (username, role, unit_id, full_name)
  SELECT $1::text, $2::text, u.id, coalesce($4::text, $1::text)
    FROM (VALUES ($3::text)) AS given(unit) LEFT JOIN unit u ON u.code = given.unit
   WHERE $2::text IS NOT NULL AND (given.unit IS NULL OR u.id IS NOT NULL)
  ON CONFLICT (username) DO NOTHING
  RETURNING id)
SELECT account_invite(a.id, $5::bytea, $6::int)
  FROM (SELECT id FROM made
        UNION ALL
        SELECT id FROM account WHERE username = $1::text AND is_active) a;
