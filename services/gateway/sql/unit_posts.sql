-- The posts of a unit in a campaign's period, the latest first.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/posts ROLE_ANY
-- params: campaign code, unit code, limit 1..1000=50
SELECT app_unit_posts($1::text, $2::text, $3::int)::text;
