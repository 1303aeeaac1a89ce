-- What a proposal is compared with: the criteria of the campaign, how many evidence items the unit
-- has for each, those that have one of these contents or this link already, and the page behind the
-- link.  No row: the
-- account may not read the unit, or it is not in the campaign.
-- params: campaign code, unit code, hashes bytes[], link text
SELECT json_build_object(
         'cited', app_look_ahead($4::text),
         'criteria', (
           SELECT coalesce(json_agg(json_build_object(
                    'code', k.code, 'name', k.name, 'figures', k.figures,
                    'used', (SELECT count(*) FROM submission s
                              WHERE s.campaign_id = c.id AND s.unit_id = u.id AND s.is_current
                                AND k.id = ANY (s.criterion_ids)))
                    ORDER BY k.sort, k.id), '[]')
             FROM criterion k
            WHERE k.set_id = c.criteria_set_id AND k.level = 'criterion'),
         'duplicates', (
           SELECT coalesce(json_agg(json_build_object(
                    'id', s.evidence_id, 'title', s.title, 'received_at', coalesce(s.arrived_at, s.received_at),
                    'because', CASE WHEN f.is_same THEN 'file' ELSE 'link' END)
                    ORDER BY s.received_at), '[]')
             FROM submission s
            CROSS JOIN LATERAL (
              SELECT EXISTS (SELECT FROM unnest($3::bytea[]) h WHERE position(h IN s.body) > 0) AS is_same) f
            WHERE s.campaign_id = c.id AND s.unit_id = u.id AND s.is_current
              AND (f.is_same OR ($4::text <> '' AND position(convert_to($4::text, 'UTF8') IN s.body) > 0))))::text
  FROM campaign c
  JOIN campaign_unit m ON m.campaign_id = c.id
  JOIN unit u ON u.id = m.unit_id
 WHERE c.code = $1::text AND u.code = $2::text
   AND u.id = ANY ((SELECT app_readable_units('evidence:write'))::int[]);
