-- One attempt at a feed: what it brought and when to look again, in one commit.  $1 feed,
-- $2 claim, $3 what was seen (deploy/schema/functions/feeds.sql).  The answer: new posts, -1 the claim was lost.
SELECT feed_looked($1::uuid, $2::uuid, $3::text::jsonb) AS brought;
