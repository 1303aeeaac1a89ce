-- The state of assessment of a campaign's units, for accounts that may read them.
-- route: GET /api/v1/campaigns/{campaign}/assessments ROLE_ANY
-- params: campaign code
SELECT json_build_object('campaign', c.code, 'state', c.state, 'units', (
         SELECT coalesce(json_agg(json_build_object(
                  'code', u.code, 'name', u.name, 'peer_group', m.peer_group,
                  'state', coalesce(a.state, 'draft'), 'since', s.at, 'by', s.full_name)
                  ORDER BY m.peer_group, u.code), '[]')
           FROM campaign_unit m
           JOIN unit u ON u.id = m.unit_id
           LEFT JOIN assessment a ON a.campaign_id = m.campaign_id AND a.unit_id = m.unit_id
           LEFT JOIN LATERAL (
             SELECT t.at, w.full_name FROM assessment_step t JOIN account w ON w.id = t.account_id
              WHERE t.campaign_id = m.campaign_id AND t.unit_id = m.unit_id
              ORDER BY t.id DESC LIMIT 1) s ON true
          WHERE m.campaign_id = c.id AND m.unit_id = ANY ((SELECT app_readable_units('results:read'))::int[])))::text
  FROM campaign c WHERE c.code = $1::text;
