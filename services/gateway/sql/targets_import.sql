-- Targets of a list; the store decides who may.
-- params: campaign code, rows json, source text
SELECT app_import_targets($1::text, $2::text::jsonb, $3::text)::text;
