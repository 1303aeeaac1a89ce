-- Moves one visit of an itinerary, or takes it off.
-- params: campaign code, round code, unit code, body json
SELECT app_move_visit($1::text, $2::text, $3::text, $4::text::jsonb)::text;
