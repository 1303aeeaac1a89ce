-- What a question finds in a campaign, a few of each kind: units, criteria, and evidence items that the
-- account may read, the newest first.  Words are compared without diacritics, by their beginning.
-- route: GET /api/v1/campaigns/{campaign}/search ROLE_ANY
-- params: campaign code, q search, limit 1..20=6
WITH place AS (
  SELECT c.id, c.criteria_set_id FROM campaign c WHERE c.code = $1::text),
found AS MATERIALIZED (SELECT app_found($2::text) AS ids),
near AS (
  SELECT x.* FROM found f CROSS JOIN LATERAL (
    SELECT s.evidence_id, s.code, s.title, s.unit_id, s.received_at FROM submission s
     WHERE s.id = ANY (f.ids) AND s.campaign_id = (SELECT id FROM place)) x
  UNION ALL
  SELECT x.* FROM found f CROSS JOIN unnest((SELECT app_readable_units('evidence:read'))::int[]) u(id)
   CROSS JOIN LATERAL (
    SELECT s.evidence_id, s.code, s.title, s.unit_id, s.received_at FROM submission s
     WHERE f.ids IS NULL AND s.campaign_id = (SELECT id FROM place) AND s.unit_id = u.id AND s.is_current
       AND s.words @@ search_query($2::text)
     ORDER BY s.received_at DESC, s.id DESC LIMIT $3::int) x)
SELECT json_build_object(
         'units', (SELECT coalesce(json_agg(json_build_object('code', x.code, 'name', x.name)), '[]')
                     FROM (SELECT u.code, u.name FROM place p
                             JOIN campaign_unit m ON m.campaign_id = p.id JOIN unit u ON u.id = m.unit_id
                            WHERE search_has(u.code || ' ' || u.name, $2::text) ORDER BY u.id LIMIT $3::int) x),
         'criteria', (SELECT coalesce(json_agg(json_build_object('code', x.code, 'name', x.name)), '[]')
                        FROM (SELECT k.code, k.name FROM place p
                                JOIN criterion k ON k.set_id = p.criteria_set_id AND k.level = 'criterion'
                               WHERE search_has(k.code || ' ' || k.name, $2::text)
                               ORDER BY k.sort, k.id LIMIT $3::int) x),
         'evidence', (SELECT coalesce(json_agg(json_build_object('id', x.evidence_id, 'code', x.code,
                               'title', x.title, 'unit', u.code, 'unit_name', u.name)
                               ORDER BY x.received_at DESC), '[]')
                        FROM (SELECT * FROM near ORDER BY received_at DESC LIMIT $3::int) x
                        JOIN unit u ON u.id = x.unit_id))::text
  FROM place;
