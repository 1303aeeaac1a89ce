-- Sets a check for a campaign; what asks for nothing is as good as none.
-- $1 campaign's code, $2 check, $3 off, $4 severity (0: its own), $5 parameters.
INSERT INTO check_setting (campaign_id, code, is_off, severity, parameters)
SELECT c.id, $2::text, $3::bool, nullif($4::int4, 0)::int2, $5::text::jsonb
  FROM campaign c WHERE c.code = $1::text
ON CONFLICT (campaign_id, code) DO UPDATE
   SET is_off = excluded.is_off, severity = excluded.severity, parameters = excluded.parameters,
       account_id = NULL, at = now()
RETURNING code;
