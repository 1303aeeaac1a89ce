-- One campaign with its criteria, in order (the tree is in "parent"), and its units; "readable":
-- the account may open the unit's evidence.
-- route: GET /api/v1/campaigns/{campaign} ROLE_ANY
-- params: campaign code
SELECT json_build_object(
         'code', c.code, 'name', c.name, 'state', c.state,
         'period_from', c.period_from, 'period_to', c.period_to,
         'filing_deadline', c.filing_deadline, 'plan', c.plan,
         'criteria_set', json_build_object(
           'code', t.code, 'version', t.version, 'name', t.name,
           'base_points', t.base_points::text, 'bonus_points', t.bonus_points::text,
           'bands', t.bands),
         'criteria', (
           SELECT coalesce(json_agg(json_build_object(
                    'code', k.code, 'parent', p.code, 'level', k.level, 'name', k.name,
                    'points', k.points::text, 'is_bonus', k.is_bonus,
                    'rule', k.rule, 'rule_version', k.rule_version,
                    'figures', k.figures, 'required_kinds', k.required_kinds,
                    'window_from', k.window_from, 'window_to', k.window_to)
                    ORDER BY k.sort, k.id), '[]')
             FROM criterion k LEFT JOIN criterion p ON p.id = k.parent_id
            WHERE k.set_id = c.criteria_set_id),
         'units', (
           SELECT coalesce(json_agg(json_build_object(
                    'code', u.code, 'name', u.name, 'kind', u.kind, 'peer_group', m.peer_group,
                    'readable', u.id = ANY ((SELECT app_readable_units('evidence:read'))::int[]))
                    ORDER BY u.id), '[]')
             FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
            WHERE m.campaign_id = c.id))::text
  FROM campaign c JOIN criteria_set t ON t.id = c.criteria_set_id
 WHERE c.code = $1::text;
