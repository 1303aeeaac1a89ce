-- Explains missing or partial evidence of a criterion; the store decides who may.
-- params: campaign code, unit code, criterion code, text text
SELECT app_explain($1::text, $2::text, $3::text, $4::text)::text;
