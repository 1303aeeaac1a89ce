-- How firm the ranks of a campaign are.
-- route: GET /api/v1/campaigns/{campaign}/sensitivity ROLE_ANY
-- params: campaign code, percent 1..50=10
SELECT app_sensitivity($1::text, $2::int)::text;
