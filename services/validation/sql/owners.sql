-- Who first filed these contents.  $1 fingerprints.
SELECT f.hash, f.evidence_id, f.submission_id,
       (extract(epoch FROM f.filed_at) * 1000000)::int8 AS filed_us, u.name, s.title
  FROM fingerprint f
  JOIN submission s ON s.id = f.submission_id
  JOIN unit u ON u.id = f.unit_id
 WHERE f.hash = ANY ($1::uuid[]);
