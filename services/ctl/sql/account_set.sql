-- Sets an account's password (an argon2id hash) and leaves its other columns as they are; creates
-- an account that does not exist if a role is given.  No row: neither was possible.
-- $1 user name, $2 hash, $3 role or NULL, $4 code of its unit or NULL, $5 full name or NULL.
WITH known AS (
  UPDATE account SET password_hash = $2::text WHERE username = $1::text RETURNING id
), created AS (
  INSERT INTO account (username, password_hash, role, unit_id, full_name)
  SELECT $1::text, $2::text, $3::text, u.id, coalesce($5::text, $1::text)
    FROM (VALUES ($4::text)) AS given(unit) LEFT JOIN unit u ON u.code = given.unit
   WHERE $3::text IS NOT NULL AND (given.unit IS NULL OR u.id IS NOT NULL)
     AND NOT EXISTS (SELECT FROM known)
  RETURNING id)
SELECT id FROM known UNION ALL SELECT id FROM created;
