-- Refreshes this instance's row; deletes instances that have been silent for a minute.
-- $1 service, $2 instance, $3 endpoint, $4 public key.
WITH gone AS (
  DELETE FROM peer WHERE seen_at < now() - interval '1 minute' AND instance <> $2::uuid)
INSERT INTO peer (service, instance, endpoint, public_key)
VALUES ($1::text, $2::uuid, $3::text, $4::text)
ON CONFLICT (service, instance) DO UPDATE SET endpoint = excluded.endpoint, seen_at = now();
