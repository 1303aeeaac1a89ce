-- The settings that editors made for the checks of their campaigns.
SELECT campaign_id, code, is_off, coalesce(severity, 0) AS severity, parameters::text
  FROM check_setting
 WHERE code NOT LIKE 'members.%';
