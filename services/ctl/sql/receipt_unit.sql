-- How a unit's total came about: each criterion under its group, then the sums.
-- $1 campaign, $2 unit.
WITH place AS (
  SELECT c.id AS campaign_id, c.code AS campaign, u.id AS unit_id, u.code, u.name, s.bonus_points,
         s.base_points, s.id AS set_id
    FROM campaign c
    JOIN criteria_set s ON s.id = c.criteria_set_id
    JOIN unit u ON u.code = $2::text
   WHERE c.code = $1::text),
line AS (
  SELECT k.sort, k.id, k.code, k.name, k.is_bonus, k.points, s.value, s.state, n.reason
    FROM place p
    JOIN criterion k ON k.set_id = p.set_id AND k.level = 'criterion'
    LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.criterion_id = k.id
    LEFT JOIN not_applicable n ON n.campaign_id = p.campaign_id AND n.unit_id = p.unit_id
                              AND n.criterion_id = k.id)
SELECT json_build_object(
         'campaign', p.campaign, 'unit', p.code, 'name', p.name,
         'criteria', (SELECT json_agg(json_build_object(
                        'criterion', l.code, 'name', l.name, 'points', l.points::text,
                        'is_bonus', l.is_bonus, 'value', l.value::text,
                        'state', (ARRAY['computed', 'person', 'not_applicable'])[l.state],
                        'not_applicable', l.reason) ORDER BY l.sort, l.id) FROM line l),
         'base', (SELECT coalesce(sum(value), 0)::text FROM line
                   WHERE NOT is_bonus AND state = 1 AND reason IS NULL),
         'bonus', (SELECT coalesce(sum(value), 0)::text FROM line
                    WHERE is_bonus AND state = 1 AND reason IS NULL),
         'bonus_cap', p.bonus_points::text,
         'total', (SELECT (coalesce(sum(value) FILTER (WHERE NOT is_bonus), 0)
                           + least(coalesce(sum(value) FILTER (WHERE is_bonus), 0), p.bonus_points))::text
                     FROM line WHERE state = 1 AND reason IS NULL),
         'waiting', (SELECT count(*) FROM line WHERE state = 2 AND reason IS NULL))::text
  FROM place p;
