-- How many findings the units of a campaign have (or one unit) that the account may read, by
-- severity and by check.  Accepted and fixed findings are counted apart from open ones.  The answers
-- of people say how sure each check is: what was accepted was no fault, what was fixed was one.
-- route: GET /api/v1/campaigns/{campaign}/findings/summary ROLE_ANY
-- params: campaign code, unit code
WITH place AS (
  SELECT c.id AS campaign_id, u.id AS unit_id, u.code, u.name, m.peer_group
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id AND u.id = ANY ((SELECT app_readable_units('evidence:read'))::int[])
   WHERE c.code = $1::text AND ($2::text IS NULL OR u.code = $2)),
counted AS MATERIALIZED (
  SELECT p.unit_id, f.code, f.severity, f.state, count(*) AS n
    FROM place p JOIN finding f ON f.campaign_id = p.campaign_id AND f.unit_id = p.unit_id
   GROUP BY 1, 2, 3, 4),
unit_counts AS (
  SELECT p.code, p.name, p.peer_group,
         coalesce(sum(n) FILTER (WHERE severity = 4 AND state < 3), 0) AS fatal,
         coalesce(sum(n) FILTER (WHERE severity = 3 AND state < 3), 0) AS error,
         coalesce(sum(n) FILTER (WHERE severity = 2 AND state < 3), 0) AS warning,
         coalesce(sum(n) FILTER (WHERE severity = 1 AND state < 3), 0) AS hint,
         coalesce(sum(n) FILTER (WHERE state = 2), 0) AS explained,
         coalesce(sum(n) FILTER (WHERE state = 3), 0) AS accepted,
         coalesce(sum(n) FILTER (WHERE state = 4), 0) AS mended
    FROM place p LEFT JOIN counted c USING (unit_id)
   GROUP BY p.unit_id, p.code, p.name, p.peer_group)
SELECT json_build_object(
         'campaign', c.code, 'deadline', c.filing_deadline,
         'units', coalesce((
           SELECT json_agg(json_build_object('unit', u.code, 'name', u.name, 'fatal', u.fatal, 'error', u.error,
                    'warning', u.warning, 'hint', u.hint, 'explained', u.explained, 'accepted', u.accepted,
                    'mended', u.mended)
                    ORDER BY u.fatal + u.error DESC, u.warning DESC, u.name) FROM unit_counts u), '[]'),
         'checks', coalesce((
           SELECT json_agg(json_build_object('code', k.code, 'severity',
                    (ARRAY['hint', 'warning', 'error', 'fatal'])[k.severity], 'findings', k.n, 'units', k.units)
                    ORDER BY k.severity DESC, k.n DESC, k.code)
             FROM (SELECT code, max(severity) AS severity, sum(n) AS n, count(DISTINCT unit_id) AS units
                     FROM counted WHERE state < 3 GROUP BY code) k), '[]'),
         'answers', coalesce((
           SELECT json_agg(json_build_object('code', k.code, 'open', k.open, 'explained', k.explained,
                    'accepted', k.accepted, 'mended', k.mended) ORDER BY k.code)
             FROM (SELECT code, coalesce(sum(n) FILTER (WHERE state = 1), 0) AS open,
                          coalesce(sum(n) FILTER (WHERE state = 2), 0) AS explained,
                          coalesce(sum(n) FILTER (WHERE state = 3), 0) AS accepted,
                          coalesce(sum(n) FILTER (WHERE state = 4), 0) AS mended
                     FROM counted GROUP BY code) k), '[]'))::text
  FROM campaign c
 WHERE c.code = $1;
