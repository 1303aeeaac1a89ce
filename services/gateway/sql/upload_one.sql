-- An upload of the account.  No row: there is none, it has expired, or it is another account's.
-- params: id uuid
SELECT json_build_object('id', id, 'name', name, 'media_type', media_type, 'size', size,
                         'sha256', sha256, 'hash', encode(hash, 'hex'),
                         'expires', upload_expiry(expires_at), 'expires_at', expires_at)::text
  FROM upload
 WHERE id = $1::uuid AND account_id = (SELECT app_account()) AND expires_at > now();
