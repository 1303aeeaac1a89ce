-- Removes a team of a round with the visits that it brought.
-- params: campaign code, round code, team code
SELECT app_remove_team($1::text, $2::text, $3::text)::text;
