-- The keys that may connect, each of a service or of an account.
SELECT k.public_key, coalesce(k.service, '') AS service, coalesce(k.account_id, 0) AS account_id
  FROM system_key k LEFT JOIN account a ON a.id = k.account_id
 WHERE k.account_id IS NULL OR a.is_active;
