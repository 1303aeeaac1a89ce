-- Owes every cell of a campaign anew.  $1 campaign.  No row: no such campaign.
SELECT mark_campaign(id)::text FROM campaign WHERE code = $1::text;
