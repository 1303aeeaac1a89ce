-- Stores one attempt at a page and what it enqueues, in one commit. $1 page, $2 claim, $3 what was
-- seen (deploy/schema/functions/links.sql). Returns how many submissions were enqueued again; -1:
-- the claim has expired.
SELECT link_fetched($1::uuid, $2::uuid, $3::text::jsonb) AS owed;
