-- The text of the page that an evidence item cites, at submission and now.  No row: the page was
-- never fetched, or is not for this account.
-- params: id uuid
SELECT app_link_texts($1::uuid)::text;
