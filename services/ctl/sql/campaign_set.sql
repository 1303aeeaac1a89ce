-- A campaign's criteria set as proto/criteria-set.schema.json has it, with what is particular
-- to the campaign: period, units, targets, to whom a criterion does not apply.  $1 campaign.
WITH chosen AS (
  SELECT c.id AS campaign_id, c.period_from, c.period_to, s.*
    FROM campaign c JOIN criteria_set s ON s.id = c.criteria_set_id WHERE c.code = $1::text),
node AS (
  SELECT k.*, p.code AS parent,
         k.is_bonus OR (k.level <> 'criterion' AND NOT EXISTS (
           WITH RECURSIVE under AS (
             SELECT k.id UNION ALL SELECT x.id FROM under u JOIN criterion x ON x.parent_id = u.id)
           SELECT FROM under u JOIN criterion x ON x.id = u.id
            WHERE x.level = 'criterion' AND NOT x.is_bonus)) AS in_bonus
    FROM chosen c JOIN criterion k ON k.set_id = c.id LEFT JOIN criterion p ON p.id = k.parent_id),
absent AS (
  SELECT n.criterion_id, jsonb_agg(u.code ORDER BY u.code) AS units, min(n.reason) AS reason
    FROM chosen c JOIN not_applicable n ON n.campaign_id = c.campaign_id JOIN unit u ON u.id = n.unit_id
   GROUP BY n.criterion_id)
SELECT jsonb_strip_nulls(jsonb_build_object(
         'format', 'minhchung-criteria-set/1', 'code', c.code, 'name', c.name, 'version', c.version,
         'period', jsonb_build_object('from', c.period_from, 'to', c.period_to),
         'points', jsonb_build_object('base', c.base_points::text, 'bonus', c.bonus_points::text),
         'directory', jsonb_build_object(
           'kinds', (SELECT jsonb_agg(DISTINCT jsonb_build_object('code', u.kind))
                       FROM campaign_unit m JOIN unit u ON u.id = m.unit_id WHERE m.campaign_id = c.campaign_id),
           'peer_groups', (SELECT jsonb_agg(DISTINCT jsonb_build_object('code', m.peer_group))
                             FROM campaign_unit m WHERE m.campaign_id = c.campaign_id AND m.peer_group <> ''),
           'units', (
           SELECT jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name, 'kind', u.kind,
                            'peer_group', m.peer_group) ORDER BY u.code)
             FROM campaign_unit m JOIN unit u ON u.id = m.unit_id WHERE m.campaign_id = c.campaign_id)),
         'groups', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'code', n.code, 'name', n.name, 'parent', n.parent, 'points', n.points::text,
                      'pool', CASE WHEN n.in_bonus THEN 'bonus' END) ORDER BY n.sort, n.id), '[]')
                      FROM node n WHERE n.level <> 'criterion'),
         'criteria', (SELECT jsonb_agg(jsonb_build_object(
                      'code', n.code, 'name', n.name, 'parent', n.parent, 'points', n.points::text,
                      'pool', CASE WHEN n.is_bonus THEN 'bonus' END,
                      'figures', to_jsonb(n.figures), 'evidence_kinds', to_jsonb(n.required_kinds),
                      'rule', n.rule, 'rule_version', n.rule_version,
                      'window', jsonb_build_object('from', n.window_from, 'to', n.window_to),
                      'not_applicable', CASE WHEN a.units IS NOT NULL THEN
                        jsonb_build_object('units', a.units, 'reason', a.reason) END) ORDER BY n.sort, n.id)
                      FROM node n LEFT JOIN absent a ON a.criterion_id = n.id
                     WHERE n.level = 'criterion'),
         'bands', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', b.name, 'from', b.least, 'to', b.less)
                            ORDER BY b.least::numeric DESC), '[]')
                     FROM (SELECT x ->> 'name' AS name, x ->> 'from' AS least,
                                  lag(x ->> 'from') OVER (ORDER BY (x ->> 'from')::numeric DESC) AS less
                             FROM jsonb_array_elements(c.bands) x) b),
         'targets', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'unit', u.code, 'criterion', k.code, 'value', trim_scale(t.value)::text)
                       ORDER BY u.code, k.code), '[]')
                       FROM target t JOIN unit u ON u.id = t.unit_id JOIN criterion k ON k.id = t.criterion_id
                      WHERE t.campaign_id = c.campaign_id)))::text
  FROM chosen c;
