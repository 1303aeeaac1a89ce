-- What a workbook of a campaign offers: units that the account submits for, the criteria, or one of
-- them, with their figures, kinds and windows.
-- params: campaign code, criterion code
SELECT json_build_object(
         'campaign', c.code, 'name', c.name, 'period_from', c.period_from, 'period_to', c.period_to,
         'units', (
           SELECT coalesce(json_agg(json_build_object('code', u.code, 'name', u.name) ORDER BY u.id), '[]')
             FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
            WHERE m.campaign_id = c.id AND u.id = ANY ((SELECT app_readable_units('evidence:write'))::int[])),
         'criteria', (
           SELECT coalesce(json_agg(json_build_object(
                    'code', k.code, 'name', k.name, 'figures', k.figures, 'kinds', k.required_kinds,
                    'from', k.window_from, 'to', k.window_to) ORDER BY k.sort, k.id), '[]')
             FROM criterion k
            WHERE k.set_id = c.criteria_set_id AND k.level = 'criterion'
              AND ($2::text IS NULL OR k.code = $2::text)))::text
  FROM campaign c
 WHERE c.code = $1::text
   AND ($2::text IS NULL OR EXISTS (SELECT FROM criterion k WHERE k.set_id = c.criteria_set_id AND k.code = $2::text
                                                              AND k.level = 'criterion'));
