-- Targets beside the expected value of a day.  $1 campaign, $2 unit (NULL: all), $3 day (NULL:
-- today).
SELECT (jsonb_build_object('campaign', c.code) || pace_report(c.id,
          coalesce($3::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
          ARRAY(SELECT m.unit_id FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
                 WHERE m.campaign_id = c.id AND ($2::text IS NULL OR u.code = $2::text))))::text
  FROM campaign c
 WHERE c.code = $1::text;
