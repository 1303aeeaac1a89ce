-- Sets a check for a campaign; the store decides who may.  severity 0: its own; seen: the version
-- of the setting that the editor saw (NULL: none).
-- params: campaign code, check code, is_off bool, severity int, parameters json, seen text
-- params: ground text
SELECT app_set_check($1::text, $2::text, $3::bool, nullif($4::int4, 0), $5::text::jsonb, $6::text,
                     $7::text)::text;
