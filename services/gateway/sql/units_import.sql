-- Units of a list, from a day on; the store decides who may.  counts: what the reader left out.
-- params: rows json, since text, source text, counts json
SELECT count_list('units', NULL, $3::text, $1::text::jsonb, $4::text::jsonb,
                  app_import_units($1::text::jsonb, $2::text::date))::text;
