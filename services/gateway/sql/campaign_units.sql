-- The units that the result of one campaign is about, to a reader of its whole
-- province.  $1 campaign.
SELECT c.id, c.name,
       ARRAY(SELECT m.unit_id FROM campaign_unit m WHERE m.campaign_id = c.id ORDER BY m.unit_id)
  FROM campaign c
 WHERE c.code = $1::text AND c.province_id = ANY ((SELECT app_readable_units())::int[]);
