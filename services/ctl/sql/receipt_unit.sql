-- The receipts of a unit's total as a body sees it: each criterion, then that of its sums.
-- $1 campaign, $2 unit, $3 body.
WITH place AS (
  SELECT c.id AS campaign_id, c.code AS campaign, u.id AS unit_id, u.code, u.name, c.criteria_set_id AS set_id
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id AND u.code = $2::text
   WHERE c.code = $1::text),
line AS (
  SELECT k.sort, k.id, k.code, k.name, k.is_bonus, k.is_deduction, k.points,
         CASE WHEN $3::text = 'computed' THEN s.value ELSE a.value END AS value, s.state, n.reason
    FROM place p
    JOIN criterion k ON k.set_id = p.set_id AND k.level = 'criterion'
    LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.criterion_id = k.id
    LEFT JOIN assessed_score a ON a.campaign_id = p.campaign_id AND a.unit_id = p.unit_id
                              AND a.criterion_id = k.id AND a.body = $3::text
    LEFT JOIN not_applicable n ON n.campaign_id = p.campaign_id AND n.unit_id = p.unit_id
                              AND n.criterion_id = k.id)
SELECT json_build_object(
         'campaign', p.campaign, 'unit', p.code, 'name', p.name, 'body', $3::text,
         'criteria', (SELECT json_agg(json_build_object(
                        'criterion', l.code, 'name', l.name, 'points', l.points::text,
                        'is_bonus', l.is_bonus, 'is_deduction', l.is_deduction, 'value', l.value::text,
                        'state', (ARRAY['computed', 'person', 'not_applicable'])[l.state],
                        'not_applicable', l.reason) ORDER BY l.sort, l.id) FROM line l),
         'base', t.base::text, 'bonus', t.bonus::text, 'total', t.total::text, 'points', t.points::text,
         'band', t.band, 'waiting', t.waiting, 'sums', t.receipt)::text
  FROM place p
  JOIN unit_total t ON t.campaign_id = p.campaign_id AND t.unit_id = p.unit_id AND t.body = $3::text;
