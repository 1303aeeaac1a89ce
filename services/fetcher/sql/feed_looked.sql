-- Stores one attempt at a feed in one commit: new posts and when to fetch it again. $1 feed, $2
-- claim, $3 what was seen (deploy/schema/functions/feeds.sql). Returns the number of new posts; -1:
-- the claim has expired.
SELECT feed_looked($1::uuid, $2::uuid, $3::text::jsonb) AS brought;
