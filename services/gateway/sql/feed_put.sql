-- A feed of a unit; the store decides who may.  $1 its id if it is new, $2 unit, $3 what was said.
SELECT app_put_feed($1::uuid, $2::text, $3::text::jsonb)::text;
