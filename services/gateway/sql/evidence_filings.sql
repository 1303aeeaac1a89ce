-- All that was ever filed of a piece, the last revision first.  $1 piece.
-- No row: there is none, or not for this reader.
SELECT body FROM (
  SELECT body, revision FROM submission WHERE id = $1::uuid
  UNION ALL
  SELECT body, revision FROM submission WHERE evidence_id = $1::uuid AND revision > 1) f
 ORDER BY revision DESC;
