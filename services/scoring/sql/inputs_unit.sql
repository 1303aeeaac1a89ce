-- As inputs.sql, for all cells of one unit: its facts are read once, and once more for those
-- criteria that count within a window of their own or ask for days.  Two additional columns:
-- the criterion, and the digest of its stored score.
-- $1 campaign, $2 unit, $3 words of rules that ask for days, $4 for people.
WITH c AS MATERIALIZED (
  SELECT c.id, c.criteria_set_id, c.period_from, c.period_to, u.kind, m.peer_group
    FROM campaign c
    JOIN unit u ON u.id = $2::int
    LEFT JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = u.id
   WHERE c.id = $1::int),
k AS MATERIALIZED (
  SELECT k.id, k.points, k.rule, k.rule_version, k.figures, k.is_deduction, w.counts_days, w.asks_people,
         coalesce(k.window_from, c.period_from) AS window_from,
         coalesce(k.window_to, c.period_to) AS window_to,
         w.counts_days OR k.window_from IS NOT NULL OR k.window_to IS NOT NULL AS is_own,
         CASE WHEN k.more ? 'variants' THEN variant_for(k.more, c.kind, c.peer_group) END AS variant
    FROM c
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
   CROSS JOIN LATERAL (SELECT k.rule_words ?| $3::text[] AS counts_days,
                              k.rule_words ?| $4::text[] AS asks_people) w),
f AS MATERIALIZED (
  SELECT e.criterion_id, e.figure, count(*) AS count, sum(e.amount) AS sum, max(e.amount) AS max,
         0::int8 AS days, 0::int8 AS weeks, max(e.days_late) AS days_late
    FROM evidence_fact e
   WHERE e.campaign_id = $1::int AND e.unit_id = $2::int
     AND e.occurred_on BETWEEN (SELECT period_from FROM c) AND (SELECT period_to FROM c)
   GROUP BY e.criterion_id, e.figure),
own AS MATERIALIZED (                          -- counting days is slow: only if asked for
  SELECT e.criterion_id, e.figure, count(*) AS count, sum(e.amount) AS sum, max(e.amount) AS max,
         count(DISTINCT CASE WHEN k.counts_days THEN e.occurred_on END) AS days,
         count(DISTINCT CASE WHEN k.counts_days THEN (e.occurred_on - DATE '0001-01-01') / 7 END) AS weeks,
         max(e.days_late) AS days_late
    FROM k
    JOIN evidence_fact e ON e.criterion_id = k.id
   WHERE k.is_own AND e.campaign_id = $1::int AND e.unit_id = $2::int
     AND e.occurred_on BETWEEN k.window_from AND k.window_to
   GROUP BY e.criterion_id, e.figure),
counted AS (
  SELECT f.* FROM f WHERE f.criterion_id NOT IN (SELECT id FROM k WHERE is_own)
  UNION ALL
  SELECT * FROM own)
SELECT (dense_rank() OVER (ORDER BY k.id))::int4 AS position,
       coalesce(k.variant ->> 'points', k.points::text) AS points,
       coalesce(k.variant -> 'rule', k.rule)::text AS rule,
       k.rule_version, to_jsonb(k.figures)::text AS figures, k.window_from::text, k.window_to::text,
       (SELECT t.value::text FROM target t
         WHERE t.campaign_id = $1::int AND t.unit_id = $2::int AND t.criterion_id = k.id) AS target,
       (SELECT n.reason FROM not_applicable n
         WHERE n.campaign_id = $1::int AND n.unit_id = $2::int AND n.criterion_id = k.id) AS not_applicable,
       a.body, a.value::text AS assessed, a.reason,
       f.figure, f.count, f.sum::text AS sum, f.max::text AS max, f.days, f.weeks, f.days_late,
       k.is_deduction, coalesce((k.variant ->> 'n')::int4, 0) AS variant, k.id AS criterion_id,
       (SELECT s.digest FROM score s
         WHERE s.campaign_id = $1::int AND s.unit_id = $2::int AND s.criterion_id = k.id) AS digest
  FROM k
  LEFT JOIN counted f ON f.criterion_id = k.id
  LEFT JOIN LATERAL (
    SELECT x.body, x.value, x.reason
      FROM assessed_score x
     WHERE k.asks_people AND x.campaign_id = $1::int AND x.unit_id = $2::int
       AND x.criterion_id = k.id AND x.body IN ('appraised', 'approved')
     ORDER BY x.body = 'approved' DESC LIMIT 1) a ON true
 ORDER BY k.id, f.figure;
