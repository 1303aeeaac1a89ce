-- How one score was computed: the rule, its inputs with their evidence, each step.  An evidence item
-- has a row for itself and one for each of its figures.  At most 500 rows are listed; "input_count"
-- is how many evidence items there are.
-- params: campaign code, unit code, criterion code, kind_names json
WITH place AS (
  SELECT c.id AS campaign_id, u.id AS unit_id, k.id AS criterion_id, k.figures
    FROM campaign c
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.code = $3::text
    JOIN unit u ON u.code = $2::text
   WHERE c.code = $1::text AND u.id = ANY ((SELECT app_readable_units('results:read'))::int[]))
SELECT json_build_object(
         'campaign', $1::text, 'unit', $2::text, 'criterion', $3::text,
         'value', s.value::text,
         'state', (ARRAY['computed', 'person', 'not_applicable'])[s.state],
         'rule', s.receipt -> 'rule', 'rule_name', $4::jsonb -> (s.receipt #>> '{rule,kind}'),
         'rule_version', s.rule_version,
         'input_count', (SELECT count(DISTINCT f.evidence_id) FROM evidence_fact f
                          WHERE f.campaign_id = p.campaign_id AND f.unit_id = p.unit_id
                            AND f.criterion_id = p.criterion_id),
         'inputs', (
           SELECT coalesce(json_agg(json_build_object(
                    'evidence', CASE WHEN e.is_piece THEN f.evidence_id END, 'title', e.title,
                    'figure', CASE WHEN f.figure > 0 THEN p.figures[f.figure] END,
                    'amount', f.amount::text, 'occurred_on', f.occurred_on,
                    'days_late', f.days_late)
                    ORDER BY f.occurred_on, f.evidence_id, f.figure), '[]')
             FROM (SELECT * FROM evidence_fact f
                    WHERE f.campaign_id = p.campaign_id AND f.unit_id = p.unit_id
                      AND f.criterion_id = p.criterion_id
                    ORDER BY f.evidence_id, f.figure LIMIT 500) f
             CROSS JOIN LATERAL (
               SELECT title, true AS is_piece FROM submission
                WHERE id = f.evidence_id AND is_current
               UNION ALL
               SELECT title, true FROM submission
                WHERE evidence_id = f.evidence_id AND revision > 1 AND is_current
               UNION ALL
               SELECT 'Phần mềm Quản lý đoàn viên, số liệu ngày ' || to_char(m.as_of, 'DD/MM/YYYY'),
                      false
                 FROM member_snapshot m WHERE m.id = f.evidence_id
               UNION ALL
               SELECT w.title, false FROM post w WHERE w.id = f.evidence_id
               LIMIT 1) e),
         'aggregates', s.receipt -> 'aggregates',
         'steps', coalesce(s.receipt -> 'steps', '[]'),
         'computed_at', s.computed_at)::text
  FROM place p
  JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
              AND s.criterion_id = p.criterion_id;
