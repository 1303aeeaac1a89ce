-- Evidence that the account may read, newest first: a page of at most "limit", after the instant
-- (microseconds since 1970) and submission of the last row of the page before.  Each unit yields its
-- own newest from the index; only those are merged.  verdict none: not yet validated; withdrawn: items
-- that their units withdrew, which no other list has.  held: what arrived after its unit had closed
-- and was not taken.  q: words of title, symbol, text and code, without
-- diacritics; what the index of words finds is read alone, unless it is over a thousand (app_found).
-- route: GET /api/v1/evidence ROLE_ANY
-- params: campaign code, unit code, criterion code, verdict valid|mend|invalid|none|withdrawn
-- params: after.instant long, after.id uuid, limit 1..200=50, q search, held yes|no
WITH place AS (
  SELECT c.id AS campaign_id, c.code AS campaign, c.criteria_set_id, u.id AS unit_id, u.code AS unit
    FROM campaign c
    JOIN unit u ON u.id = ANY ((SELECT app_readable_units('evidence:read'))::int[])
   WHERE ($1::text IS NULL OR c.code = $1) AND ($2::text IS NULL OR u.code = $2)),
found AS MATERIALIZED (
  SELECT CASE WHEN $8::text IS NOT NULL AND $4::text IS DISTINCT FROM 'withdrawn' THEN app_found($8) END AS ids),
near AS (
  SELECT x.* FROM place p CROSS JOIN LATERAL (
    SELECT s.id, s.unit_id, s.campaign_id, s.received_at FROM submission s
      LEFT JOIN validation v ON v.submission_id = s.id
     WHERE (SELECT ids FROM found) IS NULL AND $4::text IS DISTINCT FROM 'withdrawn'
       AND s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.is_current
       AND ($9::text IS NULL OR (s.held_in IS NOT NULL) = ($9::text = 'yes'))
       AND ($8::text IS NULL OR s.words @@ search_query($8))
       AND ($3::text IS NULL OR (SELECT k.id FROM criterion k WHERE k.code = $3
                                    AND k.set_id = p.criteria_set_id) = ANY (s.criterion_ids))
       AND ($4::text IS NULL OR
            coalesce((ARRAY['valid', 'mend', 'invalid'])[v.verdict], 'none') = $4)
       AND ($5::bigint IS NULL OR (s.received_at, s.id) <
            ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6::uuid))
     ORDER BY s.received_at DESC, s.id DESC
     LIMIT $7::int + 1) x
  UNION ALL
  SELECT x.* FROM place p CROSS JOIN LATERAL (
    SELECT s.id, s.unit_id, s.campaign_id, s.received_at FROM submission s
     WHERE $4::text = 'withdrawn'
       AND s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id AND s.withdrawn_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM submission n WHERE n.evidence_id = s.evidence_id
                          AND n.revision > s.revision AND n.revision > 1)
       AND ($9::text IS NULL OR (s.held_in IS NOT NULL) = ($9::text = 'yes'))
       AND ($8::text IS NULL OR s.words @@ search_query($8))
       AND ($3::text IS NULL OR (SELECT k.id FROM criterion k WHERE k.code = $3
                                    AND k.set_id = p.criteria_set_id) = ANY (s.criterion_ids))
       AND ($5::bigint IS NULL OR (s.received_at, s.id) <
            ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6::uuid))
     ORDER BY s.received_at DESC, s.id DESC
     LIMIT $7::int + 1) x
  UNION ALL
  SELECT s.id, s.unit_id, s.campaign_id, s.received_at
    FROM submission s
    JOIN place p ON p.campaign_id = s.campaign_id AND p.unit_id = s.unit_id
    LEFT JOIN validation v ON v.submission_id = s.id
   WHERE s.id = ANY ((SELECT ids FROM found)::uuid[]) AND s.is_current
     AND ($9::text IS NULL OR (s.held_in IS NOT NULL) = ($9::text = 'yes'))
     AND ($3::text IS NULL OR (SELECT k.id FROM criterion k WHERE k.code = $3
                                  AND k.set_id = p.criteria_set_id) = ANY (s.criterion_ids))
     AND ($4::text IS NULL OR
          coalesce((ARRAY['valid', 'mend', 'invalid'])[v.verdict], 'none') = $4)
     AND ($5::bigint IS NULL OR (s.received_at, s.id) <
          ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6::uuid))),
page AS (
  SELECT * FROM near ORDER BY received_at DESC, id DESC LIMIT $7::int + 1),
ordered AS (
  SELECT p.campaign, p.unit, s.*, v.verdict, v.findings,
         row_number() OVER (ORDER BY s.received_at DESC, s.id DESC) AS n
    FROM page f
    JOIN place p ON p.campaign_id = f.campaign_id AND p.unit_id = f.unit_id
    JOIN submission s ON s.id = f.id
    LEFT JOIN validation v ON v.submission_id = s.id)
SELECT json_build_object(
         'items', coalesce((
           SELECT json_agg(json_build_object(
                    'id', o.evidence_id, 'code', o.code, 'revision', o.revision, 'campaign', o.campaign,
                    'unit', o.unit, 'kind', o.kind, 'title', o.title,
                    'occurred_on', o.occurred_on, 'received_at', coalesce(o.arrived_at, o.received_at),
                    'held_in', o.held_in,
                    'state', CASE WHEN o.withdrawn_at IS NOT NULL THEN 'withdrawn'
                                  WHEN o.verdict IS NULL THEN 'accepted' ELSE 'validated' END,
                    'verdict', (ARRAY['valid', 'mend', 'invalid'])[o.verdict],
                    'finding_count', coalesce(jsonb_array_length(o.findings), 0),
                    'criteria', (SELECT json_agg(c.code ORDER BY k.n)
                                   FROM unnest(o.criterion_ids) WITH ORDINALITY k(id, n)
                                   JOIN criterion c ON c.id = k.id)) ORDER BY o.n)
             FROM ordered o WHERE o.n <= $7), '[]'),
         'next', (SELECT (extract(epoch FROM o.received_at) * 1000000)::bigint || '.' || o.id
                    FROM ordered o
                   WHERE o.n = $7 AND EXISTS (SELECT FROM ordered WHERE n > $7)))::text;
