-- The oldest pending trial, leased under a claim of its own; one that has failed too often without
-- a portion is refused, and finished ones are deleted after a week. The submissions are counted
-- once. $1 claim, $2 lease in ms, $3 attempts allowed.
WITH gone AS (
  DELETE FROM check_trial WHERE state <> 'owed' AND made_at < now() - interval '7 days'),
due AS (
  SELECT id FROM check_trial WHERE state = 'owed' AND ready_at <= now()
   ORDER BY ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE check_trial t
   SET ready_at = now() + $2::int4 * interval '1 millisecond', claim = $1::uuid,
       attempts = t.attempts + 1,
       state = CASE WHEN t.attempts >= $3::int4 THEN 'refused' ELSE 'owed' END,
       done_at = CASE WHEN t.attempts >= $3::int4 THEN now() END,
       total = coalesce(t.total, (SELECT count(*) FROM submission s
                                   WHERE s.campaign_id = t.tried_id AND s.is_current))
 WHERE t.id = ANY (ARRAY(SELECT id FROM due))
RETURNING t.id, t.subject, t.would::text, t.today::text, t.tried_id, t.position,
          t.state = 'owed' AS is_owed;
