-- The account's inbox, newest first: a page of at most "limit", after the instant
-- (microseconds since 1970) and notification of the page before; of one kind, if it is given.
-- "unread" counts what asks for an act and is not read, up to 100; "kinds" counts each kind.
-- route: GET /api/v1/inbox ROLE_ANY
-- params: after.instant long, after.id uuid, limit 1..200=50
-- params: kind evidence_valid|evidence_mend|deadline_near|result_published|target_behind|posts_missed|recommendation_new|recommendation_due|recommendation_overdue|recommendation_late|visit_set|visit_moved|visit_cancelled|minutes_signed|report_asked|report_due|report_overdue|report_late|visit_team|report_malware|file_malware
WITH words AS (
  SELECT ARRAY['evidence_valid', 'evidence_mend', 'deadline_near', 'result_published', 'target_behind',
               'posts_missed', 'recommendation_new', 'recommendation_due', 'recommendation_overdue',
               'recommendation_late', 'visit_set', 'visit_moved', 'visit_cancelled', 'minutes_signed',
               'report_asked', 'report_due', 'report_overdue', 'report_late', 'visit_team', 'report_malware', 'file_malware'] AS kinds),
page AS (
  SELECT n.*, row_number() OVER (ORDER BY n.created_at DESC, n.id DESC) AS nth
    FROM notification n
   WHERE n.account_id = (SELECT app_account()) AND n.channel = 1
     AND ($4::text IS NULL OR n.kind = array_position((SELECT kinds FROM words), $4::text))
     AND ($1::bigint IS NULL OR (n.created_at, n.id) <
          ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid))
   ORDER BY n.created_at DESC, n.id DESC
   LIMIT $3::int + 1)
SELECT json_build_object(
         'items', coalesce((
           SELECT json_agg(json_build_object(
                    'id', p.id, 'subject', p.subject, 'evidence', p.evidence_id,
                    'kind', (SELECT kinds FROM words)[p.kind],
                    'campaign', c.code, 'unit', u.code, 'place', nullif(p.place, ''), 'details', p.details,
                    'created_at', p.created_at, 'read_at', p.read_at) ORDER BY p.nth)
             FROM page p
             LEFT JOIN campaign c ON c.id = p.campaign_id
             LEFT JOIN unit u ON u.id = p.unit_id
            WHERE p.nth <= $3), '[]'),
         'unread', (SELECT count(*) FROM (
                      SELECT FROM notification n
                       WHERE n.account_id = (SELECT app_account()) AND n.channel = 1
                         AND n.read_at IS NULL AND n.kind NOT IN (1, 4)
                       LIMIT 100) few),
         'kinds', (SELECT coalesce(json_agg(json_build_object(
                            'kind', (SELECT kinds FROM words)[k.kind], 'all', k.n, 'unread', k.unread)
                            ORDER BY k.kind), '[]')
                     FROM (SELECT n.kind, count(*) AS n, count(*) FILTER (WHERE n.read_at IS NULL) AS unread
                             FROM notification n
                            WHERE n.account_id = (SELECT app_account()) AND n.channel = 1
                            GROUP BY n.kind) k),
         'next', (SELECT (extract(epoch FROM p.created_at) * 1000000)::bigint || '.' || p.id
                    FROM page p
                   WHERE p.nth = $3 AND EXISTS (SELECT FROM page WHERE nth > $3)))::text;
