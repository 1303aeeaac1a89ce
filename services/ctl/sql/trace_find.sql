-- The submissions that one of these ids names: by their own id, that of their evidence item, or the
-- trace of their request; the oldest first.  $1 ids.
WITH found AS (
  SELECT id FROM submission WHERE id = ANY ($1::uuid[])
  UNION
  SELECT id FROM submission WHERE evidence_id = ANY ($1::uuid[]) AND revision > 1
  UNION
  SELECT id FROM submission WHERE trace = ANY ($1::uuid[]))
SELECT s.id, s.body
  FROM submission s
 WHERE s.id = ANY (ARRAY(SELECT id FROM found))
 ORDER BY s.received_at, s.revision, s.id
 LIMIT 100;
