-- Leases due cells, whole units and their sums to this worker and returns their generation,
-- which must be read before the inputs: what commits later raises it.  The fence is drawn
-- now, also before the inputs are read: of two values the one with the greater fence has
-- seen every change that the other's dirty mark stood for.  Cells that were tried too often
-- are dead-lettered in place, with a reason.  A lease that is lost in a crash does no harm,
-- so this commit does not wait for the disk.
-- The rows exist and are locked, so the insert only updates, one by one by their key,
-- whatever size of the table the plan was made for.
-- $1 at most, $2 lease in ms, $3 attempts allowed.
WITH quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true)),
fence AS MATERIALIZED (SELECT nextval('recompute_generation') AS fence),
due AS MATERIALIZED (
  SELECT campaign_id, unit_id, kind, criterion_id, generation
    FROM recompute
   WHERE reason IS NULL AND ready_at <= now()
   ORDER BY ready_at
   LIMIT $1::int
   FOR UPDATE SKIP LOCKED),
claimed AS (
  INSERT INTO recompute AS r (campaign_id, unit_id, kind, criterion_id, generation)
  SELECT campaign_id, unit_id, kind, criterion_id, generation FROM due
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET attempts = r.attempts + 1,
         reason = CASE WHEN r.attempts >= $3::int THEN 'attempts exhausted' END,
         ready_at = CASE WHEN r.attempts >= $3::int THEN r.ready_at     -- a new dirty mark is due at once
                         ELSE now() + $2::int * interval '1 millisecond' END
  RETURNING r.campaign_id, r.unit_id, r.kind, r.criterion_id, r.generation, r.attempts, r.reason)
SELECT c.campaign_id, c.unit_id, c.criterion_id, c.generation, c.attempts, f.fence, c.kind
  FROM claimed c CROSS JOIN quick CROSS JOIN fence f
 WHERE c.reason IS NULL
 ORDER BY c.campaign_id, c.unit_id, c.criterion_id;
