-- The parts of one unit's scores, for accounts that may read it.
-- params: campaign code, unit code
SELECT unit_scoring(c.id, u.id)::text
  FROM campaign c
  JOIN campaign_unit m ON m.campaign_id = c.id
  JOIN unit u ON u.id = m.unit_id
 WHERE c.code = $1::text AND u.code = $2::text
   AND u.id = ANY ((SELECT app_readable_units('results:read'))::int[]);
