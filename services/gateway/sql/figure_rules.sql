-- The rules across figures of a campaign and the submitted names of figures, for its editor.
-- route: GET /api/v1/campaigns/{campaign}/figure-rules ROLE_EDITOR
-- params: campaign code
SELECT app_figure_rules($1::text)::text;
