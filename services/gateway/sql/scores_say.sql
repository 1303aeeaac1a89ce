-- Writes the scores that one body gives one unit.
-- params: campaign code, unit code, body text, scores json
SELECT app_say_scores($1::text, $2::text, $3::text, $4::text::jsonb)::text;
