-- Owes a trial of a check.  $1 id, $2 check, $3 campaign's code, $4 setting; compared with what
-- is set there today.  No row: there is no such campaign.
INSERT INTO check_trial (id, subject, campaign_id, tried_id, would, today)
SELECT $1::uuid, $2::text, c.id, c.id, $4::text::jsonb, check_setting_of(c.id, $2::text)
  FROM campaign c WHERE c.code = $3::text
RETURNING id;
