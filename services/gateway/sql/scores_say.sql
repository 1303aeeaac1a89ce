-- What one body says of one unit.  $1 campaign, $2 unit, $3 body, $4 scores.
SELECT app_say_scores($1::text, $2::text, $3::text, $4::text::jsonb)::text;
