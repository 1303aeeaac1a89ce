-- A new upload of the account, unless its unfinished ones are too many or too large together.  Two
-- at the same instant may pass the limit by one of them.
-- params: id uuid, name text, media_type text, size long, sha256 text, ttl_s int, most_count int, most_bytes long
WITH own AS (
  SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes
    FROM upload
   WHERE account_id = (SELECT app_account()) AND hash IS NULL AND expires_at > now()),
fresh AS (
  INSERT INTO upload (id, account_id, name, media_type, size, sha256, expires_at)
  SELECT $1::uuid, (SELECT app_account()), $2::text, $3::text, $4::int8, $5::text,
         now() + $6::int * interval '1 second'
    FROM own WHERE own.count < $7::int AND own.bytes + $4::int8 <= $8::int8
  RETURNING id, expires_at)
SELECT coalesce((SELECT json_build_object('id', id, 'expires', upload_expiry(expires_at),
                                   'expires_at', expires_at) FROM fresh),
                json_build_object('fault', 'upload.quota', 'field', NULL))::text;
