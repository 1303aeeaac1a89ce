-- The visits of a proposal become those of the itinerary.
-- params: campaign code, round code, body json
SELECT app_take_proposal($1::text, $2::text, $3::text::jsonb)::text;
