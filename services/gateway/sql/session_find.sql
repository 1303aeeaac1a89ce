-- The account of a token, by its hash: of a session, or of a system's access key, which is found also
-- when it has ended, so that its requests are refused with the reason.
-- params: token bytes
SELECT a.id, a.username, a.full_name, a.role, coalesce(u.code, '') AS unit, t.csrf,
       (extract(epoch FROM t.expires_at) * 1000)::bigint AS expires_ms, t.access_key
  FROM (SELECT s.account_id, s.csrf, s.expires_at, 0 AS access_key FROM session s
         WHERE s.token_hash = $1::bytea AND s.expires_at > now()
        UNION ALL
        SELECT k.account_id, '', (k.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', k.id
          FROM access_key k WHERE k.token_hash = $1::bytea) t
  JOIN account a ON a.id = t.account_id AND a.is_active
  LEFT JOIN unit u ON u.id = a.unit_id;
