-- One unit in one campaign, for accounts that may read it: its criteria with scores and targets,
-- and how many evidence items have which verdict.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit} ROLE_ANY
-- params: campaign code, unit code
WITH place AS (
  SELECT c.id AS campaign_id, c.code AS campaign, c.criteria_set_id, u.id AS unit_id,
         u.code, u.name, u.kind, m.peer_group
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id
   WHERE c.code = $1::text AND u.code = $2::text
     AND u.id = ANY ((SELECT app_readable_units('results:read'))::int[])),
piece AS MATERIALIZED (
  SELECT s.criterion_ids, coalesce(v.verdict, 0) AS verdict
    FROM place p
    JOIN submission s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.is_current
    LEFT JOIN validation v ON v.submission_id = s.id),
per_criterion AS (
  SELECT k.id, count(*) FILTER (WHERE verdict = 0) AS waiting,
         count(*) FILTER (WHERE verdict = 1) AS valid,
         count(*) FILTER (WHERE verdict = 2) AS mend,
         count(*) FILTER (WHERE verdict = 3) AS invalid
    FROM piece CROSS JOIN LATERAL unnest(criterion_ids) k(id)
   GROUP BY k.id),
pace AS MATERIALIZED (
  SELECT r.* FROM place p
   CROSS JOIN LATERAL target_pace(p.campaign_id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, p.unit_id) r),
assessed AS (
  SELECT a.criterion_id, json_object_agg(a.body, json_build_object(
           'value', a.value::text, 'reason', a.reason, 'at', a.at, 'by', w.full_name)) AS bodies
    FROM place p
    JOIN assessed_score a ON a.campaign_id = p.campaign_id AND a.unit_id = p.unit_id
    JOIN account w ON w.id = a.account_id
   GROUP BY a.criterion_id)
SELECT json_build_object(
         'campaign', p.campaign, 'code', p.code, 'name', p.name, 'kind', p.kind,
         'peer_group', p.peer_group,
         'evidence', (SELECT json_build_object(
                        'waiting', count(*) FILTER (WHERE verdict = 0),
                        'valid', count(*) FILTER (WHERE verdict = 1),
                        'mend', count(*) FILTER (WHERE verdict = 2),
                        'invalid', count(*) FILTER (WHERE verdict = 3)) FROM piece),
         'criteria', (
           SELECT coalesce(json_agg(json_build_object(
                    'code', k.code, 'parent', g.code, 'level', k.level, 'name', k.name,
                    'points', k.points::text, 'is_bonus', k.is_bonus,
                    'target', t.value::text,
                    'pace', CASE WHEN r.criterion_id IS NOT NULL THEN json_build_object(
                      'achieved', trim_scale(r.achieved)::text, 'expected', trim_scale(r.expected)::text,
                      'is_behind', r.achieved < r.expected, 'days_left', r.days_left) END,
                    'value', s.value::text,
                    'state', (ARRAY['computed', 'person', 'not_applicable'])[s.state],
                    'computed_at', s.computed_at,
                    'assessed', coalesce(a.bodies, '{}'),
                    'evidence', json_build_object(
                      'waiting', coalesce(n.waiting, 0), 'valid', coalesce(n.valid, 0),
                      'mend', coalesce(n.mend, 0), 'invalid', coalesce(n.invalid, 0)))
                    ORDER BY k.sort, k.id), '[]')
             FROM criterion k
             LEFT JOIN criterion g ON g.id = k.parent_id
             LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
                              AND s.criterion_id = k.id
             LEFT JOIN target t ON t.campaign_id = p.campaign_id AND t.unit_id = p.unit_id
                               AND t.criterion_id = k.id
             LEFT JOIN pace r ON r.criterion_id = k.id
             LEFT JOIN assessed a ON a.criterion_id = k.id
             LEFT JOIN per_criterion n ON n.id = k.id
            WHERE k.set_id = p.criteria_set_id))::text
  FROM place p;
