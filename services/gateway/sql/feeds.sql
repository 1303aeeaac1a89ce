-- The feeds of a unit with their state.  $1 unit.
SELECT f::text FROM app_unit_feeds($1::text) f WHERE f IS NOT NULL;
