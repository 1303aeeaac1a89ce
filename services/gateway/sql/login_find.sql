-- The account of a user name that signs in; '' for one that has no password.
-- params: username text
SELECT a.id, a.username, a.full_name, a.role, coalesce(u.code, '') AS unit,
       coalesce(a.password_hash, '') AS password_hash,
       0::bigint AS expires_ms, 0 AS access_key
  FROM account a
  LEFT JOIN unit u ON u.id = a.unit_id
 WHERE a.username = $1::text AND a.is_active;
