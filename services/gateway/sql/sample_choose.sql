-- Chooses or draws the grassroots units that a visit samples; the store decides who may.
-- params: campaign code, round code, unit code, content json
SELECT app_choose_sample($1::text, $2::text, $3::text, $4::text::jsonb)::text;
