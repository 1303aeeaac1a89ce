-- Everything that the scores of some cells depend on, as it is now: one row per
-- cell and figure (one with a NULL figure for a cell without evidence), none for a
-- cell whose criterion is gone.  Facts count within the criterion's window only.
-- Days and weeks, and the points that people gave, are read only for rules that ask for
-- them.  A variant of the criterion for such units takes precedence over its own rule.
-- $1 campaigns, $2 units, $3 criteria, $4 words of rules that ask for days, $5 for people.
SELECT cell.position::int4, coalesce(v.part ->> 'points', k.points::text) AS points,
       coalesce(v.part -> 'rule', k.rule)::text AS rule, k.rule_version,
       to_jsonb(k.figures)::text AS figures, w.window_from::text, w.window_to::text,
       (SELECT t.value::text FROM target t
         WHERE t.campaign_id = c.id AND t.unit_id = cell.unit_id AND t.criterion_id = k.id) AS target,
       (SELECT n.reason FROM not_applicable n
         WHERE n.campaign_id = c.id AND n.unit_id = cell.unit_id AND n.criterion_id = k.id)
         AS not_applicable,
       a.body, a.value::text AS assessed, a.reason,
       f.figure, f.count, f.sum, f.max, f.days, f.weeks, f.days_late, k.is_deduction,
       coalesce((v.part ->> 'n')::int4, 0) AS variant
  FROM unnest($1::int[], $2::int[], $3::int[])
       WITH ORDINALITY AS cell(campaign_id, unit_id, criterion_id, position)
  JOIN campaign c ON c.id = cell.campaign_id
  JOIN criterion k ON k.id = cell.criterion_id AND k.level = 'criterion'
  CROSS JOIN LATERAL (
    SELECT coalesce(k.window_from, c.period_from) AS window_from,
           coalesce(k.window_to, c.period_to) AS window_to,
           k.rule_words ?| $4::text[] AS counts_days) w
  CROSS JOIN LATERAL (
    SELECT CASE WHEN k.more ? 'variants' THEN (
             SELECT variant_for(k.more, u.kind, m.peer_group)
               FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
              WHERE m.campaign_id = c.id AND m.unit_id = cell.unit_id) END AS part) v
  LEFT JOIN LATERAL (
    SELECT s.body, s.value, s.reason
      FROM assessed_score s
     WHERE s.campaign_id = c.id AND s.unit_id = cell.unit_id AND s.criterion_id = k.id
       AND s.body IN ('appraised', 'approved') AND k.rule_words ?| $5::text[]
     ORDER BY s.body = 'approved' DESC LIMIT 1) a ON true
  LEFT JOIN LATERAL (
    SELECT e.figure, count(*) AS count, sum(e.amount)::text AS sum, max(e.amount)::text AS max,
           count(DISTINCT CASE WHEN w.counts_days THEN e.occurred_on END) AS days,
           count(DISTINCT CASE WHEN w.counts_days
                               THEN (e.occurred_on - DATE '0001-01-01') / 7 END) AS weeks,
           max(e.days_late) AS days_late
      FROM evidence_fact e
     WHERE e.campaign_id = c.id AND e.unit_id = cell.unit_id AND e.criterion_id = k.id
       AND e.occurred_on BETWEEN w.window_from AND w.window_to
     GROUP BY e.figure) f ON true
 ORDER BY cell.position, f.figure;
