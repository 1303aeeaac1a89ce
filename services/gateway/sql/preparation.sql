-- What a unit prepares for the visit of a round: day, papers, report, sample, notices.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/preparation ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code, unit code
SELECT app_preparation($1::text, $2::text, $3::text)::text;
