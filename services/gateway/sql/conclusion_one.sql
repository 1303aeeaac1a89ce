-- The conclusion of a round: lines, the figures behind them with units and sources, versions.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/conclusion ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code
SELECT app_conclusion($1::text, $2::text)::text;
