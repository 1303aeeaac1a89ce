-- How many cells of a campaign are still to be computed.  $1 campaign.
SELECT count(*) FROM recompute r JOIN campaign c ON c.id = r.campaign_id
 WHERE c.code = $1::text AND r.reason IS NULL;
