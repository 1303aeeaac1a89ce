-- How a unit's total was computed for a body (computed): its criteria with the findings of inspectors that
-- propose a lower score, its groups, gates and band, each step.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/receipt ROLE_ANY
-- params: campaign code, unit code, body computed|self|appraised|approved
WITH place AS (
  SELECT c.id AS campaign_id, u.id AS unit_id, u.name, s.id AS set_id, s.code AS set_code, s.version,
         coalesce($3::text, 'computed') AS body
    FROM campaign c
    JOIN criteria_set s ON s.id = c.criteria_set_id
    JOIN unit u ON u.code = $2::text
   WHERE c.code = $1::text AND u.id = ANY ((SELECT app_readable_units('results:read'))::int[])),
found AS MATERIALIZED (
  SELECT f ->> 'criterion' AS criterion, f AS finding
    FROM place p CROSS JOIN jsonb_array_elements(found_by_people(p.campaign_id, p.unit_id, NULL, NULL)) f
   WHERE p.body IN ('appraised', 'approved') AND f ->> 'lowers_to' IS NOT NULL)
SELECT json_build_object(
         'campaign', $1::text, 'unit', $2::text, 'name', p.name, 'body', p.body,
         'value', t.total::text, 'base', t.base::text, 'bonus', t.bonus::text, 'points', t.points::text,
         'percent', t.receipt ->> 'percent', 'band', t.band, 'waiting', t.waiting,
         'rule', p.set_code, 'rule_version', p.version,
         'inputs', (
           SELECT json_agg(json_build_object(
                    'criterion', k.code, 'name', k.name, 'points', k.points::text,
                    'is_bonus', k.is_bonus, 'is_deduction', k.is_deduction,
                    'value', CASE WHEN p.body = 'computed' THEN s.value ELSE a.value END::text,
                    'not_applicable', n.reason,
                    'found', (SELECT coalesce(json_agg(f.finding), '[]') FROM found f WHERE f.criterion = k.code))
                    ORDER BY k.sort, k.id)
             FROM criterion k
             LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
                              AND s.criterion_id = k.id
             LEFT JOIN assessed_score a ON a.campaign_id = p.campaign_id AND a.unit_id = p.unit_id
                                       AND a.criterion_id = k.id AND a.body = p.body
             LEFT JOIN not_applicable n ON n.campaign_id = p.campaign_id AND n.unit_id = p.unit_id
                                       AND n.criterion_id = k.id
            WHERE k.set_id = p.set_id AND k.level = 'criterion'),
         'groups', t.receipt -> 'groups', 'gates', t.receipt -> 'gates',
         'steps', t.receipt -> 'steps', 'computed_at', t.computed_at)::text
  FROM place p
  JOIN unit_total t ON t.campaign_id = p.campaign_id AND t.unit_id = p.unit_id AND t.body = p.body;
