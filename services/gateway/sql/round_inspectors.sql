-- The inspectors for the teams of a round, each with the units that it may not inspect, and why.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/inspectors ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code
SELECT app_round_inspectors($1::text, $2::text)::text;
