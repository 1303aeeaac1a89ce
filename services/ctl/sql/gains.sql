-- The parts of one unit's scores.  $1 campaign, $2 unit.
SELECT unit_scoring(c.id, u.id)::text
  FROM campaign c
  JOIN campaign_unit m ON m.campaign_id = c.id
  JOIN unit u ON u.id = m.unit_id
 WHERE c.code = $1::text AND u.code = $2::text;
