-- The next version of a round's conclusion.
-- params: campaign code, round code, content json
SELECT app_keep_conclusion($1::text, $2::text, $3::text::jsonb)::text;
