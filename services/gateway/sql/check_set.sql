-- Sets a check for a campaign; the store decides who may.
-- $1 campaign, $2 check, $3 off, $4 severity (0: its own), $5 parameters, $6 version of the
-- setting that was seen (NULL: not looked).
SELECT app_set_check($1::text, $2::text, $3::bool, nullif($4::int4, 0), $5::text::jsonb, $6::text)::text;
