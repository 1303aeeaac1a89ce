-- A visit as its team reads it: the checklist, the riskiest first, with all records; the findings.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/visit ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code, unit code
SELECT app_visit($1::text, $2::text, $3::text)::text;
