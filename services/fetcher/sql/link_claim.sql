-- Claims pages that are due, one of each host that no worker has claimed: a slow host with a
-- thousand pages delays no other, and several fetchers do not meet there. Hosts are found by
-- skipping through the index, rows are named by arrays. $1 at most, $2 claim, $3 lease in ms.
WITH RECURSIVE hosts AS (
  (SELECT host FROM link_page ORDER BY host LIMIT 1)
  UNION ALL
  SELECT (SELECT p.host FROM link_page p WHERE p.host > h.host ORDER BY p.host LIMIT 1)
    FROM hosts h WHERE h.host IS NOT NULL),
due AS (
  SELECT d.hash
    FROM hosts h
   CROSS JOIN LATERAL (
     SELECT p.hash, p.due_at FROM link_page p
      WHERE p.host = h.host AND p.due_at <= now()
      ORDER BY p.due_at LIMIT 1) d
   WHERE NOT EXISTS (SELECT FROM link_page b
                      WHERE b.host = h.host AND b.claim IS NOT NULL AND b.due_at > now())
   ORDER BY d.due_at
   LIMIT $1::int),
mine AS (
  SELECT hash FROM link_page
   WHERE hash = ANY (ARRAY(SELECT hash FROM due)) AND due_at <= now()
   ORDER BY hash
     FOR UPDATE SKIP LOCKED)
UPDATE link_page p
   SET claim = $2::uuid, due_at = now() + $3::int * interval '1 millisecond'
 WHERE p.hash = ANY (ARRAY(SELECT hash FROM mine))
RETURNING p.hash, p.url, p.state::int4 AS state, p.attempts::int4 AS attempts, p.looks::int4 AS looks,
          coalesce(extract(epoch FROM now() - p.failing_since), 0)::int4 AS failing_s,
          CASE WHEN p.state = 1 THEN p.etag ELSE '' END AS etag,
          CASE WHEN p.state = 1 THEN p.last_modified ELSE '' END AS last_modified,
          p.text_hash IS NOT NULL AS has_page;
