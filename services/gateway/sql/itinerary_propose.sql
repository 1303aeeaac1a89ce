-- Requests a proposal of an itinerary; scoring computes it.
-- params: campaign code, round code, body json
SELECT app_propose_itinerary($1::text, $2::text, $3::text::jsonb)::text;
