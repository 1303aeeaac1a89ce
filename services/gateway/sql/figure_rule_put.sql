-- An editor's rule across figures (NULL: removes it); the store decides who may.
-- params: campaign code, rule code, content json, ground text
SELECT app_put_figure_rule($1::text, $2::text, $3::text::jsonb, $4::text)::text;
