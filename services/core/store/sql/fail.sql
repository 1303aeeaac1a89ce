-- One message that the store refuses: deferred, or dead-lettered with its reason if it
-- was delivered too often; returns which.  $1 stage, $2 message, $3 reason,
-- $4 deliveries allowed, $5 pause in ms for each delivery so far.
WITH guilty AS (
  SELECT id, attempts FROM message WHERE stage = $1::int4::int2 AND id = $2::uuid FOR UPDATE SKIP LOCKED),
dead AS (
  DELETE FROM message m
   WHERE m.stage = $1::int4::int2
     AND m.id = ANY (ARRAY(SELECT id FROM guilty WHERE attempts >= $4::int))
  RETURNING m.*),
buried AS (
  INSERT INTO dead_letter (id, stage, subject_id, attempts, ready_at, schema, payload, born_at, reason)
  SELECT id, stage, subject_id, attempts, ready_at, schema, payload, born_at, $3::text FROM dead
  ON CONFLICT (stage, id) DO NOTHING),
deferred AS (
  UPDATE message m
     SET ready_at = now() + m.attempts * $5::int * interval '1 millisecond'
   WHERE m.stage = $1::int4::int2
     AND m.id = ANY (ARRAY(SELECT id FROM guilty WHERE attempts < $4::int)))
SELECT EXISTS (SELECT FROM dead) AS is_dead;
