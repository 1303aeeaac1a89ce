-- One inspection round with its units, teams, steps and history.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round} ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: campaign code, round code
SELECT app_round($1::text, $2::text)::text;
