-- The itinerary of an inspection round, as the account may see it.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/itinerary ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: campaign code, round code
SELECT app_itinerary($1::text, $2::text)::text;
