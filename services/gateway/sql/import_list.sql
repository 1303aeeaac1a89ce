-- Imports that the account may see, newest first: a page of at most "limit", after the instant
-- (microseconds since 1970) and id of the last one of the page before.
-- route: GET /api/v1/imports ROLE_ANY
-- params: campaign code, after.instant long, after.id uuid, limit 1..200=50
WITH page AS (
  SELECT i.*, c.code AS campaign, row_number() OVER (ORDER BY i.created_at DESC, i.id DESC) AS n
    FROM import i LEFT JOIN campaign c ON c.id = i.campaign_id
   WHERE ($1::text IS NULL OR c.code = $1 OR i.campaign_id IS NULL)
     AND ($2::bigint IS NULL OR (i.created_at, i.id) <
          ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::uuid))
   ORDER BY i.created_at DESC, i.id DESC
   LIMIT $4::int + 1)
SELECT json_build_object(
         'items', coalesce((
           SELECT json_agg(json_build_object(
                    'id', p.id, 'kind', p.kind, 'campaign', p.campaign, 'file', p.file_name,
                    'state', CASE p.state WHEN 'owed' THEN 'accepted' ELSE p.state END,
                    'is_preview', p.is_preview, 'read', p.rows + p.hidden + p.empty,
                    'accepted', p.accepted, 'repeated', p.repeated, 'rejected', p.rejected,
                    'hidden', p.hidden, 'empty', p.empty, 'undone', p.undone,
                    'created_at', p.created_at, 'finished_at', p.finished_at) ORDER BY p.n)
             FROM page p WHERE p.n <= $4), '[]'),
         'next', (SELECT (extract(epoch FROM p.created_at) * 1000000)::bigint || '.' || p.id
                    FROM page p WHERE p.n = $4 AND EXISTS (SELECT FROM page WHERE n > $4)))::text;
