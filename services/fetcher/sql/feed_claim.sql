-- Claims feeds that are due, one of each host that no worker has claimed, so that several fetchers
-- do not meet there. Rows are named by arrays. $1 at most, $2 claim, $3 lease in ms.
WITH due AS (
  SELECT DISTINCT ON (f.host) f.id, f.next_at
    FROM feed f
   WHERE f.next_at <= now()
     AND NOT EXISTS (SELECT FROM feed b
                      WHERE b.host = f.host AND b.claim IS NOT NULL AND b.next_at > now())
   ORDER BY f.host, f.next_at),
chosen AS (SELECT id FROM due ORDER BY next_at LIMIT $1::int),
mine AS (
  SELECT id FROM feed
   WHERE id = ANY (ARRAY(SELECT id FROM chosen)) AND next_at <= now()
   ORDER BY id
     FOR UPDATE SKIP LOCKED)
UPDATE feed f
   SET claim = $2::uuid, next_at = now() + $3::int * interval '1 millisecond'
 WHERE f.id = ANY (ARRAY(SELECT id FROM mine))
RETURNING f.id, f.source, f.is_wordpress, f.page, f.other, f.attempts::int4 AS attempts,
          CASE WHEN f.page = 1 THEN f.etag ELSE '' END AS etag,
          CASE WHEN f.page = 1 THEN f.last_modified ELSE '' END AS last_modified,
          f.source = f.address AS is_address;
