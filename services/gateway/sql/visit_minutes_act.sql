-- What a side says of the newest version; the store decides who may.
-- params: campaign code, round code, unit code, content json
SELECT app_visit_minutes_act($1::text, $2::text, $3::text, $4::text::jsonb)::text;
