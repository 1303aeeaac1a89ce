-- The settings of a campaign's checks, by their codes.
-- params: campaign code
SELECT coalesce(json_object_agg(s.code, json_build_object(
         'off', s.is_off, 'severity', (ARRAY['hint', 'warning', 'error', 'fatal'])[s.severity],
         'parameters', s.parameters, 'by', w.full_name, 'at', s.at,
         'version', check_setting_version(s.at))) FILTER (WHERE s.code IS NOT NULL),
         '{}')::text
  FROM campaign c
  LEFT JOIN check_setting s ON s.campaign_id = c.id
  LEFT JOIN account w ON w.id = s.account_id
 WHERE c.code = $1::text
 GROUP BY c.id;
