-- The text of a campaign's result, to be signed.
-- params: campaign code
SELECT app_publication_prepare($1::text)::text;
