-- The recommendations of a campaign's rounds, with the progress of all of them; state `unmet`: not accepted.
-- route: GET /api/v1/campaigns/{campaign}/recommendations ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: campaign code, round code, unit code, state open|reported|returned|accepted|overdue|unmet
SELECT app_recommendations($1::text, $2::text, $3::text, $4::text)::text;
