-- The findings of a campaign's evidence that the account may read, the most severe first: a page of
-- at most "limit", after severity and row of the last of the page before.  Each unit yields its own
-- first ones from the index alone; only those are merged, and only a page of them is read whole.
-- state `told`: all but `mended` ones.  q: words of the evidence, as in evidence_list.
-- route: GET /api/v1/campaigns/{campaign}/findings ROLE_ANY
-- params: campaign code, unit code, code code, severity hint|warning|error|fatal
-- params: state told|open|explained|accepted|mended, after.severity long, after.row long
-- params: limit 1..200=50, q search
WITH place AS (
  SELECT c.id AS campaign_id, u.id AS unit_id, u.code, u.name
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id AND u.id = ANY ((SELECT app_readable_units('evidence:read'))::int[])
   WHERE c.code = $1::text AND ($2::text IS NULL OR u.code = $2)),
found AS MATERIALIZED (
  SELECT ARRAY(SELECT DISTINCT s.evidence_id FROM submission s WHERE s.id = ANY (x.ids)) AS items, x.ids IS NULL AS is_many
    FROM (SELECT app_found($9::text) AS ids) x WHERE $9::text IS NOT NULL),
firsts AS MATERIALIZED (
  SELECT x.* FROM (
  SELECT p.code AS unit, p.name AS unit_name, f.id, f.severity
    FROM place p
   CROSS JOIN LATERAL (
     SELECT f.id, f.severity FROM finding f
      WHERE f.campaign_id = p.campaign_id AND f.unit_id = p.unit_id
        AND ($3::text IS NULL OR f.code = $3)
        AND ($4::text IS NULL OR f.severity = array_position(ARRAY['hint', 'warning', 'error', 'fatal'], $4))
        AND ($5::text IS NULL OR ($5 = 'told' AND f.state < 4)
             OR f.state = array_position(ARRAY['open', 'explained', 'accepted', 'mended'], $5))
        AND ($6::bigint IS NULL OR (f.severity, f.id) < ($6::bigint, $7::bigint))
        AND ($9::text IS NULL OR (SELECT is_many FROM found))
        AND ($9::text IS NULL OR EXISTS (
              SELECT FROM submission s WHERE s.id = f.submission_id AND s.words @@ search_query($9)))
      ORDER BY f.severity DESC, f.id DESC
      LIMIT $8::int + 1) f
   UNION ALL
  SELECT p.code, p.name, f.id, f.severity
    FROM finding f
    JOIN place p ON p.campaign_id = f.campaign_id AND p.unit_id = f.unit_id
   WHERE f.evidence_id = ANY ((SELECT items FROM found)::uuid[])
     AND ($3::text IS NULL OR f.code = $3)
     AND ($4::text IS NULL OR f.severity = array_position(ARRAY['hint', 'warning', 'error', 'fatal'], $4))
     AND ($5::text IS NULL OR ($5 = 'told' AND f.state < 4)
          OR f.state = array_position(ARRAY['open', 'explained', 'accepted', 'mended'], $5))
     AND ($6::bigint IS NULL OR (f.severity, f.id) < ($6::bigint, $7::bigint))) x
   ORDER BY x.severity DESC, x.id DESC
   LIMIT $8::int + 1),
ordered AS (
  SELECT p.unit, p.unit_name, f.*, row_number() OVER (ORDER BY f.severity DESC, f.id DESC) AS n
    FROM firsts p JOIN finding f ON f.id = p.id)
SELECT json_build_object(
         'items', coalesce((
           SELECT json_agg(json_build_object(
                    'evidence', o.evidence_id, 'evidence_code', s.code, 'title', s.title, 'unit', o.unit, 'unit_name', o.unit_name,
                    'criteria', (SELECT json_agg(k.code ORDER BY i.n)
                                   FROM unnest(s.criterion_ids) WITH ORDINALITY i(id, n)
                                   JOIN criterion k ON k.id = i.id),
                    'filed_at', o.filed_at, 'revision', s.revision, 'key', o.key, 'code', o.code,
                    'severity', (ARRAY['hint', 'warning', 'error', 'fatal'])[o.severity],
                    'state', (ARRAY['open', 'explained', 'accepted', 'mended'])[o.state],
                    'mended_in', o.mended_in, 'came_back', o.came_back,
                    'message', told.finding ->> 'message', 'mend', told.finding ->> 'mend',
                    'place', told.finding -> 'place') ORDER BY o.n)
             FROM ordered o
             JOIN submission s ON s.id = o.submission_id
             LEFT JOIN LATERAL (
               SELECT f.finding FROM validation v CROSS JOIN jsonb_array_elements(v.findings) f(finding)
                WHERE v.submission_id = o.submission_id AND f.finding ->> 'key' = o.key::text
                LIMIT 1) told ON true
            WHERE o.n <= $8), '[]'),
         'next', (SELECT o.severity || '.' || o.id FROM ordered o
                   WHERE o.n = $8 AND EXISTS (SELECT FROM ordered WHERE n > $8)))::text
 WHERE EXISTS (SELECT FROM campaign WHERE code = $1);
