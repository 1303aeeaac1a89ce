-- The rules across figures of a campaign and the names that were filed, for its editor.
-- route: GET /api/v1/campaigns/{campaign}/figure-rules ROLE_EDITOR
-- params: campaign code
SELECT app_figure_rules($1::text)::text;
