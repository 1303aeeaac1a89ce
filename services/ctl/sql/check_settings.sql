-- The settings of a campaign's checks.  $1 campaign's code.
SELECT json_build_object('code', s.code, 'off', s.is_off, 'severity', s.severity,
                         'parameters', s.parameters, 'at', s.at)::text
  FROM check_setting s JOIN campaign c ON c.id = s.campaign_id
 WHERE c.code = $1::text
 ORDER BY s.code;
