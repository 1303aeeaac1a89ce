-- Every score of a campaign, to compare before and after.  $1 campaign.
SELECT u.code, k.code, coalesce(s.value::text, ''), s.state::int, s.receipt::text
  FROM campaign c
  JOIN score s ON s.campaign_id = c.id
  JOIN unit u ON u.id = s.unit_id
  JOIN criterion k ON k.id = s.criterion_id
 WHERE c.code = $1::text
 ORDER BY u.code, k.code;
