-- The criteria by which a unit is assessed: how much evidence each has, and what the unit explains where
-- it is missing or partial.  evidence: missing (no item), partial (no valid one, or fewer points than
-- there are), full.  An explanation is asked for where it is not full.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/explanations ROLE_ANY
-- params: campaign code, unit code
WITH place AS (
  SELECT c.id AS campaign_id, c.criteria_set_id, u.id AS unit_id
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id
   WHERE c.code = $1::text AND u.code = $2::text
     AND u.id = ANY ((SELECT app_readable_units('evidence:read'))::int[])),
filed AS (
  SELECT k.id, count(*) AS items, count(*) FILTER (WHERE v.verdict = 1) AS valid
    FROM place p
    JOIN submission s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.is_current
   CROSS JOIN LATERAL unnest(s.criterion_ids) k(id)
    LEFT JOIN validation v ON v.submission_id = s.id
   GROUP BY k.id),
said AS (
  SELECT e.criterion_id,
         json_agg(json_build_object('text', e.text, 'at', e.at, 'by', w.full_name, 'role', w.role)
                  ORDER BY e.id DESC) AS texts
    FROM place p
    JOIN explanation e ON e.campaign_id = p.campaign_id AND e.unit_id = p.unit_id
    JOIN account w ON w.id = e.account_id
   GROUP BY e.criterion_id),
cell AS (
  SELECT k.code, k.name, k.sort, k.id, k.points, s.value, coalesce(f.items, 0) AS items, d.texts,
         CASE WHEN coalesce(f.items, 0) = 0 THEN 'missing'
              WHEN f.valid = 0 OR coalesce(s.value, 0) < k.points THEN 'partial'
              ELSE 'full' END AS evidence
    FROM place p
    JOIN criterion k ON k.set_id = p.criteria_set_id AND k.level = 'criterion' AND NOT k.is_deduction
    LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.criterion_id = k.id
    LEFT JOIN filed f ON f.id = k.id
    LEFT JOIN said d ON d.criterion_id = k.id
   WHERE NOT EXISTS (SELECT FROM not_applicable n WHERE n.campaign_id = p.campaign_id
                        AND n.unit_id = p.unit_id AND n.criterion_id = k.id))
SELECT json_build_object('items', coalesce(json_agg(json_build_object(
         'criterion', code, 'name', name, 'points', points::text, 'value', value::text, 'items', items,
         'evidence', evidence, 'is_asked', evidence <> 'full',
         'explanation', nullif(texts #>> '{0,text}', ''), 'history', coalesce(texts, '[]'))
         ORDER BY sort, id), '[]'))::text
  FROM cell
HAVING EXISTS (SELECT FROM place);
