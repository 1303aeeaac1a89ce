-- The feeds of a unit with their state.
-- route: GET /api/v1/units/{unit}/feeds ROLE_ANY
-- params: unit code
SELECT app_unit_feeds($1::text)::text;
