-- All campaigns, the latest period first.
-- route: GET /api/v1/campaigns ROLE_ANY
SELECT json_build_object('items', coalesce(json_agg(json_build_object(
         'code', c.code, 'name', c.name, 'state', c.state, 'province', u.code,
         'period_from', c.period_from, 'period_to', c.period_to,
         'filing_deadline', c.filing_deadline) ORDER BY c.period_from DESC, c.code), '[]'))::text
  FROM campaign c JOIN unit u ON u.id = c.province_id
 WHERE c.state <> 'draft';
