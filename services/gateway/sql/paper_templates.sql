-- The templates of a kind of paper: the names that they may use, and their versions with faults.
-- route: GET /api/v1/campaigns/{campaign}/rounds/{round}/templates/{kind} ROLE_COMMITTEE | ROLE_EDITOR
-- params: campaign code, round code, kind code
SELECT app_paper_templates($1::text, $2::text, $3::text)::text;
