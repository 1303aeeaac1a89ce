-- The posts of a unit in a campaign's period, the latest first.  $1 campaign, $2 unit, $3 at most.
SELECT p::text FROM app_unit_posts($1::text, $2::text, $3::int) p WHERE p IS NOT NULL;
