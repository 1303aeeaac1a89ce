-- $1 units as JSON, $2 the day from which they exist, $3 what was left out of the file. Returns the
-- faults and counts; no fault: they are stored.
WITH told AS MATERIALIZED (
  SELECT CASE WHEN ($3::text::jsonb ->> 'rejected')::int > 0 THEN '[]'
              ELSE import_units($1::text::jsonb, $2::text::date) END AS answer)
SELECT count_list('units', NULL, $3::text::jsonb ->> 'source', $1::text::jsonb,
                  $3::text::jsonb, answer)::text
  FROM told;
