-- Adds or replaces a feed of a unit; the store decides who may.  id: for a new one.
-- params: id uuid, unit code, feed json
SELECT app_put_feed($1::uuid, $2::text, $3::text::jsonb)::text;
