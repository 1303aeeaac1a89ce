-- The sweep: rows that are due, whether born cold or with an expired lease, are
-- leased to this consumer with what they are about; those delivered too often
-- are buried.  Rows are named by arrays: a plan that was made while the queue was
-- empty still goes by the index when it is full.  $1 stage, $2 at most, $3 lease in ms, $4 deliveries allowed.
WITH due AS (
  SELECT id, attempts FROM message
   WHERE stage = $1::int4::int2 AND ready_at <= now()
   ORDER BY ready_at
   LIMIT $2::int
   FOR UPDATE SKIP LOCKED),
dead AS (
  DELETE FROM message m
   WHERE m.stage = $1::int4::int2
     AND m.id = ANY (ARRAY(SELECT id FROM due WHERE attempts >= $4::int))
  RETURNING m.*),
buried AS (
  INSERT INTO dead_letter (id, stage, subject_id, attempts, ready_at, schema, payload, born_at, reason)
  SELECT id, stage, subject_id, attempts, ready_at, schema, payload, born_at, 'attempts exhausted'
    FROM dead
  ON CONFLICT (stage, id) DO NOTHING)
UPDATE message m
   SET ready_at = now() + $3::int * interval '1 millisecond', attempts = m.attempts + 1
 WHERE m.stage = $1::int4::int2
   AND m.id = ANY (ARRAY(SELECT id FROM due WHERE attempts < $4::int))
RETURNING m.id, m.subject_id, m.attempts, m.schema,
          (extract(epoch FROM m.born_at) * 1000000)::int8 AS born_us,
          coalesce((SELECT s.body FROM submission s WHERE s.id = m.subject_id), ''::bytea) AS body,
          m.payload;
