-- The account's inbox, newest first: a page of at most "limit", after the instant
-- (microseconds since 1970) and notification of the page before.  "unread" counts up to 100.
-- route: GET /api/v1/inbox ROLE_ANY
-- params: after.instant long, after.id uuid, limit 1..200=50
WITH page AS (
  SELECT n.*, row_number() OVER (ORDER BY n.created_at DESC, n.id DESC) AS place
    FROM notification n
   WHERE n.account_id = (SELECT app_account()) AND n.channel = 1
     AND ($1::bigint IS NULL OR (n.created_at, n.id) <
          ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid))
   ORDER BY n.created_at DESC, n.id DESC
   LIMIT $3::int + 1)
SELECT json_build_object(
         'items', coalesce((
           SELECT json_agg(json_build_object(
                    'id', p.id, 'subject', p.subject, 'evidence', p.evidence_id,
                    'kind', (ARRAY['evidence_valid', 'evidence_mend', 'deadline_near',
                                   'result_published', 'target_behind', 'posts_missed'])[p.kind],
                    'campaign', c.code, 'unit', u.code,
                    'created_at', p.created_at, 'read_at', p.read_at) ORDER BY p.place)
             FROM page p
             LEFT JOIN campaign c ON c.id = p.campaign_id
             LEFT JOIN unit u ON u.id = p.unit_id
            WHERE p.place <= $3), '[]'),
         'unread', (SELECT count(*) FROM (
                      SELECT FROM notification n
                       WHERE n.account_id = (SELECT app_account()) AND n.channel = 1
                         AND n.read_at IS NULL
                       LIMIT 100) few),
         'next', (SELECT (extract(epoch FROM p.created_at) * 1000000)::bigint || '.' || p.id
                    FROM page p
                   WHERE p.place = $3 AND EXISTS (SELECT FROM page WHERE place > $3)))::text;
