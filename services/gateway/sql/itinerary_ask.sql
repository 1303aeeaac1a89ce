-- Keeps what is asked of an itinerary; the store decides who may.
-- params: campaign code, round code, body json
SELECT app_ask_itinerary($1::text, $2::text, $3::text::jsonb)::text;
