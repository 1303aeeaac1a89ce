-- What the rounds of all campaigns have a unit do now: a visit ahead, a report, a sample, minutes.
-- route: GET /api/v1/units/{unit}/preparations ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: unit code
SELECT app_unit_preparations($1::text)::text;
