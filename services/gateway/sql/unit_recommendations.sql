-- The recommendations to a unit, of the rounds of all campaigns: those before are found at the next.
-- route: GET /api/v1/units/{unit}/recommendations ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: unit code, state open|reported|returned|accepted|overdue|unmet
SELECT app_unit_recommendations($1::text, $2::text)::text;
