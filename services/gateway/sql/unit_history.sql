-- One unit from its beginning: its names and places, the acts, its predecessors and successors.
-- route: GET /api/v1/units/{unit}/history ROLE_ANY
-- params: unit code
SELECT json_build_object(
         'code', u.code, 'name', u.name, 'closed_on', u.closed_on,
         'periods', (SELECT json_agg(json_build_object(
                              'from', p.valid_from, 'to', p.valid_to, 'name', p.name, 'kind', p.kind,
                              'parent', o.code) ORDER BY p.valid_from)
                       FROM unit_period p LEFT JOIN unit o ON o.id = p.parent_id
                      WHERE p.unit_id = u.id),
         'before', (SELECT coalesce(json_agg(json_build_object(
                             'code', o.code, 'name', o.name, 'share', s.share::text, 'act', a.symbol,
                             'kind', a.kind, 'dated', a.dated, 'effective', a.effective)
                             ORDER BY a.effective, o.code), '[]')
                      FROM succession s JOIN act a ON a.id = s.act_id JOIN unit o ON o.id = s.from_unit
                     WHERE s.to_unit = u.id),
         'after', (SELECT coalesce(json_agg(json_build_object(
                            'code', o.code, 'name', o.name, 'share', s.share::text, 'act', a.symbol,
                            'kind', a.kind, 'dated', a.dated, 'effective', a.effective)
                            ORDER BY a.effective, o.code), '[]')
                     FROM succession s JOIN act a ON a.id = s.act_id JOIN unit o ON o.id = s.to_unit
                    WHERE s.from_unit = u.id))::text
  FROM unit u WHERE u.code = $1::text;
