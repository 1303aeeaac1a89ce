-- The text of a campaign's result, to be signed.  $1 campaign.
SELECT app_publication_prepare($1::text)::text;
