-- Keeps a team of a round; the store decides who may, and refuses a conflict of interest.
-- params: campaign code, round code, team code, content json
SELECT app_put_team($1::text, $2::text, $3::text, $4::text::jsonb)::text;
