-- The snapshots of a campaign whose score was computed with other weights than the present ones,
-- and the present weights.  $1 campaign.
SELECT members_stale($1::text)::text;
