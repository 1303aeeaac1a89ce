-- The issued visits of a round for a calendar.
-- params: campaign code, round code
SELECT app_round_calendar($1::text, $2::text)::text;
