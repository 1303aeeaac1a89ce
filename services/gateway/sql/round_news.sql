-- The news item of a round, each figure with its source.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/news ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code
SELECT app_round_news($1::text, $2::text)::text;
