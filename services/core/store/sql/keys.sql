-- The keys that may connect, each of a service or of an account; a system's with the access key that
-- bounds it, until that is revoked.
SELECT k.public_key, coalesce(k.service, '') AS service, coalesce(k.account_id, 0) AS account_id,
       coalesce(k.access_key_id, 0) AS access_key_id
  FROM system_key k LEFT JOIN account a ON a.id = k.account_id LEFT JOIN access_key x ON x.id = k.access_key_id
 WHERE k.account_id IS NULL OR (a.is_active AND x.revoked_at IS NULL);
