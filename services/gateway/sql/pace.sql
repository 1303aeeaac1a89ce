-- Targets beside the value expected by a day (today), of the units that the account may read, or of
-- one.
-- route: GET /api/v1/campaigns/{campaign}/pace ROLE_ANY
-- params: campaign code, unit code, on date
SELECT (jsonb_build_object('campaign', c.code) || pace_report(c.id,
          coalesce($3::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
          ARRAY(SELECT m.unit_id FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
                 WHERE m.campaign_id = c.id AND ($2::text IS NULL OR u.code = $2::text)
                   AND m.unit_id = ANY ((SELECT app_readable_units('results:read'))::int[]))))::text
  FROM campaign c
 WHERE c.code = $1::text;
