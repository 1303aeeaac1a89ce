-- Issues an itinerary; the store refuses what is impossible.
-- params: campaign code, round code, body json
SELECT app_issue_itinerary($1::text, $2::text, $3::text::jsonb)::text;
