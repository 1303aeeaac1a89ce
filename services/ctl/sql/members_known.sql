-- The mappings and weights that an import needs.  $1 unit, $2 campaign.
SELECT members_known($1::text, $2::text)::text;
