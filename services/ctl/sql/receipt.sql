-- The receipt of one score.  $1 campaign, $2 unit, $3 criterion.
SELECT json_build_object(
         'campaign', c.code, 'unit', u.code, 'criterion', k.code, 'name', k.name,
         'value', s.value::text, 'points', k.points::text,
         'state', (ARRAY['computed', 'person', 'not_applicable'])[s.state],
         'rule_version', s.rule_version, 'receipt', s.receipt, 'computed_at', s.computed_at)::text
  FROM campaign c
  JOIN unit u ON u.code = $2::text
  JOIN criterion k ON k.set_id = c.criteria_set_id AND k.code = $3::text
  JOIN score s ON s.campaign_id = c.id AND s.unit_id = u.id AND s.criterion_id = k.id
 WHERE c.code = $1::text;
