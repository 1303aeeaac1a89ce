-- The oldest pending proposal of an itinerary, leased under a claim of its own; one that has failed
-- too often ends as failed, and finished ones are deleted after a month. $1 claim, $2 lease in ms,
-- $3 attempts allowed.
WITH gone AS (
  DELETE FROM itinerary_proposal WHERE state <> 'owed' AND made_at < now() - interval '30 days'),
due AS (
  SELECT id FROM itinerary_proposal WHERE state = 'owed' AND ready_at <= now()
   ORDER BY ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE itinerary_proposal p
   SET ready_at = now() + $2::int4 * interval '1 millisecond', claim = $1::uuid,
       attempts = p.attempts + 1,
       state = CASE WHEN p.attempts >= $3::int4 THEN 'failed' ELSE 'owed' END,
       done_at = CASE WHEN p.attempts >= $3::int4 THEN now() END
 WHERE p.id = ANY (ARRAY(SELECT id FROM due))
RETURNING p.id, p.task::text, p.state = 'owed' AS is_owed;
