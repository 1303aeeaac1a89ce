-- The criteria with the window in which each counts, for every campaign that uses them.
SELECT c.id AS campaign_id, k.id, k.code,
       (coalesce(k.window_from, c.period_from) - date '1970-01-01') AS window_from,
       (coalesce(k.window_to, c.period_to) - date '1970-01-01') AS window_to,
       (c.filing_deadline - date '1970-01-01') AS deadline,
       array_to_string(k.required_kinds, ',') AS required_kinds,
       array_to_string(k.figures, chr(31)) AS figures
  FROM campaign c JOIN criterion k ON k.set_id = c.criteria_set_id
 WHERE k.level = 'criterion';
