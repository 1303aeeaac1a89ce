-- Dead letters: messages and cells that wait for a person.
SELECT coalesce(json_agg(d ORDER BY d.died_at DESC), '[]')::text FROM (
  SELECT stage::int, id::text, subject_id::text AS subject, attempts::int, reason, died_at
    FROM dead_letter
  UNION ALL
  SELECT 3, concat_ws('/', campaign_id, unit_id, CASE kind WHEN 'cell' THEN criterion_id::text ELSE kind END), '', attempts::int, reason, ready_at
    FROM recompute WHERE reason IS NOT NULL
  LIMIT 10000) d;
