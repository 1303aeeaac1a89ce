-- Opens a visit, or makes its list again; the store decides who may.
-- params: campaign code, round code, unit code
SELECT app_open_visit($1::text, $2::text, $3::text)::text;
