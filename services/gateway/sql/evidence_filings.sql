-- All that was ever filed of an evidence item, the last revision first.  No row: there is
-- none, or not for this reader.
-- params: id uuid
SELECT body FROM (
  SELECT body, revision FROM submission WHERE id = $1::uuid
  UNION ALL
  SELECT body, revision FROM submission WHERE evidence_id = $1::uuid AND revision > 1) f
 ORDER BY revision DESC;
