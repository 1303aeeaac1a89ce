-- The kinds of papers of a round that the account may read or make, each with its papers and their progress.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/papers ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code
SELECT app_papers($1::text, $2::text)::text;
