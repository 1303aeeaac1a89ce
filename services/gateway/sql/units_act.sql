-- An act that changes units: its document, its lines; the store decides who may.  counts: what the
-- reader left out.
-- params: document json, rows json, source text, counts json
SELECT count_list('unit_acts', NULL, $3::text, $2::text::jsonb, $4::text::jsonb,
                  app_record_act($1::text::jsonb, $2::text::jsonb))::text;
