-- Enqueues dead letters again, after their cause has been fixed.
WITH back AS (DELETE FROM dead_letter RETURNING *),
owed AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload, born_at)
  SELECT id, stage, subject_id, 0, now(), schema, payload, born_at FROM back
  ON CONFLICT (stage, id) DO NOTHING),
cells AS (
  UPDATE recompute SET reason = NULL, attempts = 0, ready_at = now(),
         generation = nextval('recompute_generation')
   WHERE reason IS NOT NULL RETURNING 1)
SELECT (SELECT count(*) FROM back) + (SELECT count(*) FROM cells);
