-- The snapshots of a campaign that other weights than today's gave their score, and those of
-- today.  $1 campaign.
SELECT members_stale($1::text)::text;
