-- The next version of the minutes of a unit's council; the store decides who may.
-- params: campaign code, unit code, seen int, content json
SELECT app_keep_minutes($1::text, $2::text, $3::int, $4::text::jsonb)::text;
