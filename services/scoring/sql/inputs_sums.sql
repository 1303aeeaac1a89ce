-- The values in the cells of some units, by each body.  Rows are ordered by position, then by
-- kind: 0 (at position 0) a criteria set of which the service lacks the current version,
-- with its document and its criteria in the document's order; 1 a unit, unless it has
-- left its campaign; 2 a criterion that does not apply to it; 3 a computed value, and those
-- that people give: 4 self, 5 appraised, 6 approved.
-- $1 campaigns, $2 units; $3 sets that the service has, $4 their stamps.
WITH place AS MATERIALIZED (
  SELECT t.position::int4, m.campaign_id, m.unit_id, s.id AS set_id, s.stamp, u.code, u.kind, m.peer_group
    FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS t(campaign_id, unit_id, position)
    JOIN campaign_unit m ON m.campaign_id = t.campaign_id AND m.unit_id = t.unit_id
    JOIN campaign c ON c.id = m.campaign_id
    JOIN criteria_set s ON s.id = c.criteria_set_id
    JOIN unit u ON u.id = m.unit_id),
fresh AS (
  SELECT DISTINCT p.set_id, p.stamp FROM place p
   WHERE NOT EXISTS (SELECT FROM unnest($3::int[], $4::int8[]) AS k(set_id, stamp)
                      WHERE k.set_id = p.set_id AND k.stamp = p.stamp))
SELECT 0 AS position, 0 AS what, f.set_id, f.stamp, criteria_document(f.set_id)::text AS document,
       ARRAY(SELECT k.id FROM criterion k WHERE k.set_id = f.set_id AND k.level = 'criterion'
              ORDER BY k.sort, k.id) AS criteria,
       NULL AS unit, NULL AS kind, NULL AS peer_group, 0 AS criterion_id, NULL AS value
  FROM fresh f
UNION ALL
SELECT p.position, 1, p.set_id, p.stamp, NULL, NULL, p.code, p.kind, p.peer_group, 0, NULL
  FROM place p
UNION ALL
SELECT p.position, 2, 0, 0, NULL, NULL, NULL, NULL, NULL, n.criterion_id, NULL
  FROM place p JOIN not_applicable n ON n.campaign_id = p.campaign_id AND n.unit_id = p.unit_id
UNION ALL
SELECT p.position, 3, 0, 0, NULL, NULL, NULL, NULL, NULL, s.criterion_id, s.value::text
  FROM place p JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
 WHERE s.state = 1
UNION ALL
SELECT p.position, CASE a.body WHEN 'self' THEN 4 WHEN 'appraised' THEN 5 ELSE 6 END, 0, 0, NULL, NULL,
       NULL, NULL, NULL, a.criterion_id, a.value::text
  FROM place p JOIN assessed_score a ON a.campaign_id = p.campaign_id AND a.unit_id = p.unit_id
 ORDER BY 1, 2;
