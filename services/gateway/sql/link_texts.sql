-- What the page that a piece cites said when it was filed, and says now.  $1 piece.  No row: the
-- page was never seen, or is not for this account.
SELECT t.texts::text FROM app_link_texts($1::uuid) t(texts) WHERE t.texts IS NOT NULL;
