-- Targets of a list; the store decides who may.  counts: what the reader left out.
-- params: campaign code, rows json, source text, counts json
SELECT count_list('targets', $1::text, $3::text, $2::text::jsonb, $4::text::jsonb,
                  app_import_targets($1::text, $2::text::jsonb, $3::text))::text;
