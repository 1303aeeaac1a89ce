-- The four scores of a unit side by side, each with its author, time and reason; what inspectors
-- found; the steps with their minutes; and the steps that may follow.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/assessment ROLE_ANY
-- params: campaign code, unit code
WITH place AS (
  SELECT c.id AS campaign_id, c.code AS campaign, c.criteria_set_id, c.appeal_until,
         u.id AS unit_id, u.code, u.name, coalesce(a.state, 'draft') AS state
    FROM campaign c
    JOIN unit u ON u.code = $2::text AND u.id = ANY ((SELECT app_readable_units('results:read'))::int[])
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = u.id
    LEFT JOIN assessment a ON a.campaign_id = c.id AND a.unit_id = u.id
   WHERE c.code = $1::text),
found AS MATERIALIZED (
  SELECT f ->> 'criterion' AS criterion, f AS finding
    FROM place p CROSS JOIN jsonb_array_elements(found_by_people(p.campaign_id, p.unit_id, NULL, NULL)) f)
SELECT json_build_object(
         'campaign', p.campaign, 'unit', p.code, 'name', p.name, 'state', p.state,
         'appeal_until', p.appeal_until,
         'minutes', (SELECT json_build_object('version', m.version, 'content', m.content, 'at', m.at,
                              'by', w.full_name)
                       FROM council_minutes m JOIN account w ON w.id = m.account_id
                      WHERE m.campaign_id = p.campaign_id AND m.unit_id = p.unit_id
                      ORDER BY m.version DESC LIMIT 1),
         'held', (SELECT count(*) FROM submission h
                   WHERE h.campaign_id = p.campaign_id AND h.unit_id = p.unit_id AND h.is_current
                     AND h.held_in IS NOT NULL),
         'moves', (SELECT coalesce(json_agg(json_build_object(
                            'to', m.to_state, 'roles', m.roles, 'needs_reason', m.needs_reason,
                            'needs_minutes', m.needs_minutes) ORDER BY m.to_state), '[]')
                     FROM assessment_move m WHERE m.from_state = p.state),
         'steps', (SELECT coalesce(json_agg(json_build_object(
                            'from', s.from_state, 'to', s.to_state, 'at', s.at, 'by', w.full_name,
                            'reason', s.reason, 'minutes', s.minutes) ORDER BY s.id), '[]')
                     FROM assessment_step s JOIN account w ON w.id = s.account_id
                    WHERE s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id),
         'criteria', (
           SELECT coalesce(json_agg(json_build_object(
                    'criterion', k.code, 'name', k.name, 'points', k.points::text,
                    'not_applicable', n.reason,
                    'computed', s.value::text,
                    'computed_state', (ARRAY['computed', 'person', 'not_applicable'])[s.state],
                    'assessed', (SELECT coalesce(json_object_agg(x.body, json_build_object(
                                          'value', x.value::text, 'reason', x.reason, 'at', x.at,
                                          'by', w.full_name)), '{}')
                                   FROM assessed_score x JOIN account w ON w.id = x.account_id
                                  WHERE x.campaign_id = p.campaign_id AND x.unit_id = p.unit_id
                                    AND x.criterion_id = k.id),
                    'found', (SELECT coalesce(json_agg(f.finding), '[]') FROM found f WHERE f.criterion = k.code),
                    'changes', (SELECT count(*) FROM assessed_score_change h
                                 WHERE h.campaign_id = p.campaign_id AND h.unit_id = p.unit_id
                                   AND h.criterion_id = k.id AND h.old_value IS NOT NULL))
                    ORDER BY k.sort, k.id), '[]')
             FROM criterion k
             LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
                              AND s.criterion_id = k.id
             LEFT JOIN not_applicable n ON n.campaign_id = p.campaign_id AND n.unit_id = p.unit_id
                                       AND n.criterion_id = k.id
            WHERE k.set_id = p.criteria_set_id AND k.level = 'criterion'))::text
  FROM place p;
