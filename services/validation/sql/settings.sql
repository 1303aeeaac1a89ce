-- The settings that editors made for the checks of their campaigns, with the newest change of each
-- campaign's; a campaign without settings has one row, without a code.
SELECT c.id AS campaign_id, coalesce(s.code, '') AS code, coalesce(s.is_off, false) AS is_off,
       coalesce(s.severity, 0) AS severity, coalesce(s.parameters, '{}')::text AS parameters,
       settings_version(c.id) AS version
  FROM campaign c
  LEFT JOIN check_setting s ON s.campaign_id = c.id AND s.code NOT LIKE 'members.%';
