-- Units of a list, from a day on; the store decides who may.
-- params: rows json, since text
SELECT app_import_units($1::text::jsonb, $2::text::date)::text;
