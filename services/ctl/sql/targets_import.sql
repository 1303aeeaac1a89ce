-- $1 campaign, $2 targets as JSON, $3 where they come from, $4 what was left out of the file. Returns
-- the faults and counts; no fault: the targets are stored; NULL: there is no such campaign.
WITH told AS MATERIALIZED (
  SELECT CASE WHEN ($4::text::jsonb ->> 'rejected')::int > 0 THEN '[]'
              ELSE import_targets($1::text, $2::text::jsonb, $3::text) END AS answer)
SELECT count_list('targets', $1::text, $4::text::jsonb ->> 'source', $2::text::jsonb,
                  $4::text::jsonb, answer)::text
  FROM told;
