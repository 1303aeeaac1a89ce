-- As inputs.sql, for all cells of one unit at once: its facts are read in one go.  Two
-- columns more: the criterion, and the digest of the score that stands there.
-- $1 campaign, $2 unit.
WITH k AS MATERIALIZED (
  SELECT k.id, coalesce(v.part ->> 'points', k.points::text) AS points,
         coalesce(v.part -> 'rule', k.rule)::text AS rule, coalesce((v.part ->> 'n')::int4, 0) AS variant,
         k.rule_version, k.figures, k.is_deduction, c.id AS campaign_id,
         coalesce(k.window_from, c.period_from) AS window_from,
         coalesce(k.window_to, c.period_to) AS window_to,
         k.counts_days, k.asks_people
    FROM campaign c
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
    LEFT JOIN LATERAL (
      SELECT variant_for(k.more, u.kind, m.peer_group) AS part
        FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
       WHERE k.more ? 'variants' AND m.campaign_id = c.id AND m.unit_id = $2::int) v ON true
   WHERE c.id = $1::int),
f AS (
  SELECT e.criterion_id, e.figure, count(*) AS count, sum(e.amount)::text AS sum,
         max(e.amount)::text AS max, max(e.days_late) AS days_late
    FROM evidence_fact e
    JOIN k ON k.id = e.criterion_id
   WHERE e.campaign_id = $1::int AND e.unit_id = $2::int
     AND e.occurred_on BETWEEN k.window_from AND k.window_to
   GROUP BY e.criterion_id, e.figure),
d AS (                                         -- counting days is dear: for those who ask
  SELECT e.criterion_id, e.figure, count(DISTINCT e.occurred_on) AS days,
         count(DISTINCT (e.occurred_on - DATE '0001-01-01') / 7) AS weeks
    FROM k
    JOIN evidence_fact e ON e.criterion_id = k.id
   WHERE k.counts_days AND e.campaign_id = $1::int AND e.unit_id = $2::int
     AND e.occurred_on BETWEEN k.window_from AND k.window_to
   GROUP BY e.criterion_id, e.figure)
SELECT (dense_rank() OVER (ORDER BY k.id))::int4 AS position, k.points, k.rule,
       k.rule_version, to_jsonb(k.figures)::text AS figures, k.window_from::text, k.window_to::text,
       t.value::text AS target, n.reason AS not_applicable,
       a.body, a.value::text AS assessed, a.reason,
       f.figure, f.count, f.sum, f.max,
       coalesce(d.days, CASE WHEN f.figure IS NOT NULL THEN 0 END) AS days,
       coalesce(d.weeks, CASE WHEN f.figure IS NOT NULL THEN 0 END) AS weeks,
       f.days_late, k.is_deduction, k.variant, k.id AS criterion_id, s.digest
  FROM k
  LEFT JOIN f ON f.criterion_id = k.id
  LEFT JOIN d ON d.criterion_id = k.id AND d.figure = f.figure
  LEFT JOIN target t ON t.campaign_id = $1::int AND t.unit_id = $2::int AND t.criterion_id = k.id
  LEFT JOIN not_applicable n ON n.campaign_id = $1::int AND n.unit_id = $2::int
                            AND n.criterion_id = k.id
  LEFT JOIN score s ON s.campaign_id = $1::int AND s.unit_id = $2::int AND s.criterion_id = k.id
  LEFT JOIN LATERAL (
    SELECT x.body, x.value, x.reason
      FROM assessed_score x
     WHERE k.asks_people AND x.campaign_id = $1::int AND x.unit_id = $2::int
       AND x.criterion_id = k.id AND x.body IN ('appraised', 'approved')
     ORDER BY x.body = 'approved' DESC LIMIT 1) a ON true
 ORDER BY k.id, f.figure;
