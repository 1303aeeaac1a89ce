-- Cadres of a list, each row for itself; the store decides who may.  counts: what the reader left out.
-- params: rows json, source text, counts json
SELECT count_list('cadres', NULL, $2::text, $1::text::jsonb, $3::text::jsonb,
                  app_import_cadres($1::text::jsonb))::text;
