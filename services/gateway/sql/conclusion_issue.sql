-- Issues a round's conclusion under number and day; its recommendations become those of the round.
-- params: campaign code, round code, content json
SELECT app_issue_conclusion($1::text, $2::text, $3::text::jsonb)::text;
