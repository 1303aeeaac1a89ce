-- One evidence item in its current revision, as the API shows it.  $1 evidence item. "scored": it
-- has its verdict and none of its cells waits to be computed.
WITH piece AS (
  SELECT * FROM submission WHERE id = $1::uuid AND is_current
  UNION ALL
  SELECT * FROM submission WHERE evidence_id = $1::uuid AND revision > 1 AND is_current)
SELECT json_build_object(
         'id', p.evidence_id, 'revision', p.revision,
         'state', CASE WHEN v.verdict IS NULL THEN 'accepted'
                       WHEN waiting.any THEN 'validated' ELSE 'scored' END,
         'campaign', c.code, 'unit', u.code, 'kind', p.kind, 'title', p.title,
         'occurred_on', p.occurred_on,
         'verdict', (ARRAY['valid', 'mend', 'invalid'])[v.verdict],
         'findings', coalesce((
           SELECT json_agg(f.finding || jsonb_build_object('answers',
                    coalesce(answers_of(p.id, (f.finding ->> 'key')::uuid), '[]'), 'came_back', EXISTS (
                      SELECT FROM finding b WHERE b.submission_id = p.id AND b.came_back
                         AND b.key = (f.finding ->> 'key')::uuid), 'severity', CASE f.finding ->> 'severity'
                    WHEN '1' THEN 'hint' WHEN '2' THEN 'warning' WHEN '3' THEN 'error'
                    WHEN '4' THEN 'fatal' ELSE f.finding ->> 'severity' END) ORDER BY f.n)
             FROM jsonb_array_elements(v.findings) WITH ORDINALITY f(finding, n)), '[]'),
         'scores', (
           SELECT coalesce(json_agg(json_build_object(
                    'criterion', k.code, 'name', k.name, 'value', s.value::text,
                    'state', (ARRAY['computed', 'person', 'not_applicable'])[s.state])
                    ORDER BY i.n), '[]')
             FROM unnest(p.criterion_ids) WITH ORDINALITY i(id, n)
             JOIN criterion k ON k.id = i.id
             LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
                              AND s.criterion_id = i.id))::text,
       v.verdict IS NOT NULL AND NOT waiting.any
  FROM piece p
  JOIN campaign c ON c.id = p.campaign_id
  JOIN unit u ON u.id = p.unit_id
  LEFT JOIN validation v ON v.submission_id = p.id
 CROSS JOIN LATERAL (
   SELECT EXISTS (SELECT FROM recompute r
                   WHERE r.campaign_id = p.campaign_id AND r.unit_id = p.unit_id
                     AND (r.kind <> 'cell' OR r.criterion_id = ANY (p.criterion_ids))
                     AND r.reason IS NULL) AS any) waiting;
