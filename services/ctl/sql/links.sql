-- The pages that a campaign's evidence items cite, and their state.  $1 campaign, $2 unit or NULL.
SELECT json_build_object(
         'evidence', s.evidence_id, 'unit', n.code, 'url', u.url,
         'state', (ARRAY['unknown', 'good', 'dead', 'unreachable', 'refused', 'locked'])[p.state + 1],
         'outcome', p.outcome, 'status', p.status, 'attempts', p.attempts,
         'title', split_part(p.titles, E'\n', 1), 'published_on', p.published_on,
         'looked_at', p.fetched_at, 'seen_at', p.seen_at, 'due_at', p.due_at,
         'frozen_at', u.frozen_at, 'frozen_hash', encode(u.frozen_hash, 'hex'),
         'changed_at', CASE WHEN u.frozen_hash <> p.text_hash THEN p.changed_at END)::text
  FROM campaign c
  JOIN submission s ON s.campaign_id = c.id AND s.is_current
  JOIN unit n ON n.id = s.unit_id
  JOIN link_use u ON u.submission_id = s.id
  JOIN link_page p ON p.hash = u.page
 WHERE c.code = $1::text AND ($2::text IS NULL OR n.code = $2::text)
 ORDER BY n.code, u.url;
