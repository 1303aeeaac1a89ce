-- Leases the file that is no evidence and has waited longest to be read. $1 claim, $2 lease in ms.
WITH mine AS (
  SELECT o.hash FROM file_pending o
   WHERE o.ready_at <= now()
   ORDER BY o.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE file_pending o
   SET claim = $1::uuid, ready_at = now() + $2::int4 * interval '1 millisecond'
 WHERE o.hash = ANY (ARRAY(SELECT hash FROM mine))
RETURNING o.hash;
