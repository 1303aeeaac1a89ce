-- The next version of the minutes; the store decides who may.
-- params: campaign code, round code, unit code, content json
SELECT app_keep_visit_minutes($1::text, $2::text, $3::text, $4::text::jsonb)::text;
