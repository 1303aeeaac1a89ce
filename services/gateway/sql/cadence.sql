-- Days with good news and weeks with a good story, of the units that the account may read.
-- $1 campaign, $2 unit (NULL: all of them), $3 day (NULL: today).
SELECT r::text FROM app_cadence($1::text, $2::text, $3::text::date) r WHERE r IS NOT NULL;
