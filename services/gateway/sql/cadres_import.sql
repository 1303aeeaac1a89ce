-- Cadres of a list, each row for itself; the store decides who may.
-- params: rows json
SELECT app_import_cadres($1::text::jsonb)::text;
