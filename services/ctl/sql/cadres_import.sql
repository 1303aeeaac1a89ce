-- $1 cadres as JSON, $2 what was left out of the file. Returns the faults and the counts; a row with a
-- fault is left out.
SELECT count_list('cadres', NULL, $2::text::jsonb ->> 'source', $1::text::jsonb, $2::text::jsonb,
                  import_cadres($1::text::jsonb))::text;
