-- The rules across figures of a campaign and the names that were filed, for its editor.
-- $1 campaign.
SELECT app_figure_rules($1::text)::text;
