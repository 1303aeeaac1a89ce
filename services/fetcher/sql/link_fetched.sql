-- One attempt at a page: what was seen and what it owes, in one commit.  $1 page, $2 claim,
-- $3 what was seen (deploy/schema/functions/links.sql).  The answer: pieces owed again, -1 the claim was lost.
SELECT link_fetched($1::uuid, $2::uuid, $3::text::jsonb) AS owed;
