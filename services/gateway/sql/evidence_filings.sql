-- All revisions of an evidence item as they were submitted, the last one first.  No row: there is
-- none, or not for this account.
-- params: id uuid
SELECT body FROM (
  SELECT body, revision FROM submission WHERE id = $1::uuid
  UNION ALL
  SELECT body, revision FROM submission WHERE evidence_id = $1::uuid AND revision > 1) f
 ORDER BY revision DESC;
