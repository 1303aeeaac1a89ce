-- The poll: leases due rows to this consumer, whether inserted without a lease or with an
-- expired one, and returns them with what they are about; those delivered too often are
-- dead-lettered, and returned with is_dead for the log.  Rows are named by arrays: a
-- plan that was made while the queue was empty still uses the index when it is full.
-- $1 stage, $2 at most, $3 lease in ms, $4 deliveries allowed.
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
  ON CONFLICT (stage, id) DO NOTHING),
leased AS (
  UPDATE message m
     SET ready_at = now() + $3::int * interval '1 millisecond', attempts = m.attempts + 1
   WHERE m.stage = $1::int4::int2
     AND m.id = ANY (ARRAY(SELECT id FROM due WHERE attempts < $4::int))
  RETURNING m.*)
SELECT t.id, t.subject_id, t.attempts, t.schema,
       (extract(epoch FROM t.born_at) * 1000000)::int8 AS born_us,
       coalesce(s.body, ''::bytea) AS body, t.payload, coalesce(s.trace, t.subject_id) AS trace,
       t.is_dead
  FROM (SELECT *, false AS is_dead FROM leased UNION ALL SELECT *, true FROM dead) t
  LEFT JOIN LATERAL (                        -- each by its key, whatever the planner estimates
    SELECT body, trace FROM submission WHERE id = t.subject_id OFFSET 0) s ON true;
