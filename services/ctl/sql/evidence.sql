-- One evidence item in its current revision, as the API shows it; whether it is scored; whether
-- waiting for that has ended, because nothing is pending any more.  $1 evidence item.
WITH piece AS (
  SELECT * FROM submission WHERE id = $1::uuid AND is_current
  UNION ALL
  SELECT * FROM submission WHERE evidence_id = $1::uuid AND revision > 1 AND is_current)
SELECT json_build_object(
         'id', p.evidence_id, 'revision', p.revision,
         'state', CASE WHEN v.verdict IS NULL THEN 'accepted'
                       WHEN is_scored(p.id) THEN 'scored' ELSE 'validated' END,
         'campaign', c.code, 'unit', u.code, 'kind', p.kind, 'title', p.title,
         'occurred_on', p.occurred_on,
         'verdict', (ARRAY['valid', 'mend', 'invalid'])[v.verdict],
         'findings', findings_of(p.id),
         'scores', (
           SELECT coalesce(json_agg(json_build_object(
                    'criterion', k.code, 'name', k.name, 'value', s.value::text,
                    'state', (ARRAY['computed', 'person', 'not_applicable'])[s.state])
                    ORDER BY i.n), '[]')
             FROM unnest(p.criterion_ids) WITH ORDINALITY i(id, n)
             JOIN criterion k ON k.id = i.id
             LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
                              AND s.criterion_id = i.id))::text,
       is_scored(p.id),
       v.verdict IS NOT NULL AND NOT EXISTS (
         SELECT FROM recompute r
          WHERE r.campaign_id = p.campaign_id AND r.unit_id = p.unit_id
            AND r.criterion_id = ANY (p.criterion_ids || ARRAY[0, -1]) AND r.reason IS NULL)
  FROM piece p
  JOIN campaign c ON c.id = p.campaign_id
  JOIN unit u ON u.id = p.unit_id
  LEFT JOIN validation v ON v.submission_id = p.id;
