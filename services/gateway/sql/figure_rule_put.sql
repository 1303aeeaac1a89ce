-- An editor's rule across figures; the store decides who may.
-- $1 campaign, $2 rule, $3 its body (NULL: it is removed).
SELECT app_put_figure_rule($1::text, $2::text, $3::text::jsonb)::text;
