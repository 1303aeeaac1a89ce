-- All revisions of an evidence item, the last one first: who filed it when, its verdict and findings, and
-- the body as it was submitted.  No row: there is none, or not for this account.
-- params: id uuid
SELECT json_build_object(
         'revision', f.revision, 'received_at', coalesce(f.arrived_at, f.received_at), 'by', w.full_name, 'role', w.role,
         'verdict', (ARRAY['valid', 'mend', 'invalid'])[v.verdict], 'validated_at', v.at,
         'findings', findings_of(f.id))::text AS head,
       f.body
  FROM (
    SELECT * FROM submission WHERE id = $1::uuid
    UNION ALL
    SELECT * FROM submission WHERE evidence_id = $1::uuid AND revision > 1) f
  JOIN account w ON w.id = f.account_id
  LEFT JOIN validation v ON v.submission_id = f.id
 ORDER BY f.revision DESC;
