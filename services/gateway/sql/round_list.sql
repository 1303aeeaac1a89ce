-- The inspection rounds of a campaign that the account may see.
-- route: GET /api/v1/campaigns/{campaign}/rounds ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: campaign code
SELECT app_rounds($1::text)::text;
