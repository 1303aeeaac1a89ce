-- An evidence item as it was submitted, in its current revision, for its files.  No row: there is
-- none, or not for this account.
-- params: id uuid
SELECT '' AS head, body FROM submission WHERE id = $1::uuid AND is_current
UNION ALL
SELECT '', body FROM submission WHERE evidence_id = $1::uuid AND revision > 1 AND is_current
 LIMIT 1;
