-- What the page that an evidence item cites said when it was filed, and says now.  No row: the
-- page was never seen, or is not for this account.
-- params: id uuid
SELECT app_link_texts($1::uuid)::text;
