-- $1 document and $2 lines as JSON, $3 what was left out of the file. Returns the faults and counts;
-- no fault: the act is stored.
WITH told AS MATERIALIZED (
  SELECT CASE WHEN ($3::text::jsonb ->> 'rejected')::int > 0 THEN '[]'
              ELSE record_act($1::text::jsonb, $2::text::jsonb) END AS answer)
SELECT count_list('unit_acts', NULL, $3::text::jsonb ->> 'source', $2::text::jsonb,
                  $3::text::jsonb, answer)::text
  FROM told;
