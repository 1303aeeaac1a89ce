-- Asks for a paper, with the id that its client made.
-- params: campaign code, round code, id uuid, content json
SELECT app_make_paper($1::text, $2::text, $3::uuid, $4::text::jsonb)::text;
