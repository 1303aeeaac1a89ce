-- An evidence item as it was submitted, in its last revision, for its files.  No row: there is
-- none, or not for this account.
-- params: id uuid
SELECT '' AS head, body FROM (
  SELECT body, revision FROM submission WHERE id = $1::uuid
  UNION ALL
  SELECT body, revision FROM submission WHERE evidence_id = $1::uuid AND revision > 1) s
 ORDER BY revision DESC LIMIT 1;
