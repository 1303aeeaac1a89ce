-- Extends the leases of messages that a worker has in hand, each only while its delivery is still
-- the one that the worker has: a row that another has taken since counts more of them.  A locked
-- row is being finished.  An extension that is lost in a crash does no harm, so this commit does
-- not wait for the disk.  $1 stage, $2 messages, $3 their deliveries, $4 lease in ms.
WITH quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true)),
held AS (
  SELECT id FROM message
   WHERE stage = $1::int4::int2 AND id = ANY ($2::uuid[])
     AND attempts = ($3::int[])[array_position($2::uuid[], id)]
   ORDER BY id
     FOR UPDATE SKIP LOCKED)
UPDATE message m
   SET ready_at = now() + $4::int * interval '1 millisecond'
  FROM quick
 WHERE m.stage = $1::int4::int2 AND m.id = ANY (ARRAY(SELECT id FROM held));
