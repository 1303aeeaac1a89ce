-- What counts in a campaign, a JSON object a row, as `minhchung score` reads it: each unit, and
-- each cell that has evidence, that a person has assessed, or that does not apply.
-- $1 campaign.
SELECT line::text FROM (
  SELECT u.code AS unit, '' AS criterion, jsonb_build_object(
           'unit', u.code, 'name', u.name, 'kind', u.kind, 'peer_group', m.peer_group) AS line
    FROM campaign c JOIN campaign_unit m ON m.campaign_id = c.id JOIN unit u ON u.id = m.unit_id
   WHERE c.code = $1::text
  UNION ALL
  SELECT u.code, k.code, jsonb_build_object('unit', u.code, 'criterion', k.code, 'evidence', (
           SELECT jsonb_agg(e.piece ORDER BY e.piece ->> 'id') FROM (
             SELECT jsonb_build_object('id', f.evidence_id, 'on', min(f.occurred_on),
                      'days_late', max(f.days_late),
                      'figures', coalesce(jsonb_object_agg(k.figures[f.figure], trim_scale(f.amount)::text)
                                          FILTER (WHERE f.figure > 0), '{}')) AS piece
               FROM evidence_fact f
              WHERE f.campaign_id = c.id AND f.unit_id = u.id AND f.criterion_id = k.id
              GROUP BY f.evidence_id) e))
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
   WHERE c.code = $1::text
     AND EXISTS (SELECT FROM evidence_fact f WHERE f.campaign_id = c.id AND f.unit_id = u.id
                    AND f.criterion_id = k.id)
  UNION ALL
  SELECT u.code, k.code, jsonb_build_object('unit', u.code, 'criterion', k.code,
           'assessed', jsonb_strip_nulls(jsonb_build_object(
             'body', a.body, 'value', a.value::text, 'reason', nullif(a.reason, ''))))
    FROM campaign c
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
    JOIN LATERAL (
      SELECT DISTINCT ON (x.unit_id) x.* FROM assessed_score x
       WHERE x.campaign_id = c.id AND x.criterion_id = k.id AND x.body IN ('appraised', 'approved')
       ORDER BY x.unit_id, x.body = 'approved' DESC) a ON true
    JOIN unit u ON u.id = a.unit_id
   WHERE c.code = $1::text
  UNION ALL
  SELECT u.code, k.code, jsonb_build_object('unit', u.code, 'criterion', k.code, 'not_applicable', n.reason)
    FROM campaign c
    JOIN not_applicable n ON n.campaign_id = c.id
    JOIN unit u ON u.id = n.unit_id
    JOIN criterion k ON k.id = n.criterion_id
   WHERE c.code = $1::text) x
 ORDER BY unit, criterion;
