-- The minutes of a visit: all versions for the team, those that it signed for the unit.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/minutes ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code, unit code
SELECT app_visit_minutes($1::text, $2::text, $3::text)::text;
