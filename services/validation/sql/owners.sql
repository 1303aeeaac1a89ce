-- The evidence item that filed each of these contents first, unless its unit withdrew it. $1
-- fingerprints.
SELECT f.hash, f.evidence_id, f.submission_id,
       (extract(epoch FROM f.filed_at) * 1000000)::int8 AS filed_us,
       (SELECT u.name FROM unit u WHERE u.id = f.unit_id) AS name,
       (SELECT s.title FROM submission s WHERE s.id = f.submission_id) AS title
  FROM fingerprint f
 WHERE f.hash = ANY ($1::uuid[])
   AND NOT EXISTS (SELECT FROM submission w WHERE w.id = f.submission_id AND w.withdrawn_at IS NOT NULL);
