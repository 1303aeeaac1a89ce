-- An act that changes units: its document, its lines; the store decides who may.
-- params: document json, rows json
SELECT app_record_act($1::text::jsonb, $2::text::jsonb)::text;
