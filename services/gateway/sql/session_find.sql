-- The account and session of a token, by its hash.
-- params: token bytes
SELECT a.id, a.username, a.full_name, a.role, coalesce(u.code, '') AS unit, s.csrf,
       (extract(epoch FROM s.expires_at) * 1000)::bigint AS expires_ms
  FROM session s
  JOIN account a ON a.id = s.account_id AND a.is_active
  LEFT JOIN unit u ON u.id = a.unit_id
 WHERE s.token_hash = $1::bytea AND s.expires_at > now();
