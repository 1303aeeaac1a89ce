-- Leases cells that are due to this worker and tells their generation, which must
-- be read before the inputs: what commits later raises it.  Cells that were tried
-- too often are buried where they are, with a reason.  Losing a lease in a crash
-- harms nobody, so this commit does not wait for the disk.
-- $1 at most, $2 lease in ms, $3 attempts allowed.
WITH quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true)),
due AS MATERIALIZED (
  SELECT campaign_id, unit_id, criterion_id, attempts
    FROM recompute
   WHERE reason IS NULL AND ready_at <= now()
   ORDER BY ready_at
   LIMIT $1::int
   FOR UPDATE SKIP LOCKED),
buried AS (
  UPDATE recompute r SET reason = 'attempts exhausted'
    FROM due
   WHERE r.campaign_id = due.campaign_id AND r.unit_id = due.unit_id
     AND r.criterion_id = due.criterion_id AND due.attempts >= $3::int),
claimed AS (
  UPDATE recompute r
     SET ready_at = now() + $2::int * interval '1 millisecond', attempts = r.attempts + 1
    FROM due
   WHERE r.campaign_id = due.campaign_id AND r.unit_id = due.unit_id
     AND r.criterion_id = due.criterion_id AND due.attempts < $3::int
  RETURNING r.campaign_id, r.unit_id, r.criterion_id, r.generation, r.attempts)
SELECT c.campaign_id, c.unit_id, c.criterion_id, c.generation, c.attempts
  FROM claimed c CROSS JOIN quick
 ORDER BY c.campaign_id, c.unit_id, c.criterion_id;
