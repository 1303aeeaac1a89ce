-- The receiver of these pushed copies is gone: other workers may take the rows before the lease
-- ends.  Only shortens a lease that was inserted with the row: a row that another worker has
-- taken since counts more deliveries.  A locked row is being finished.  $1 stage, $2 messages.
WITH lost AS (
  SELECT id FROM message
   WHERE stage = $1::int4::int2 AND id = ANY ($2::uuid[]) AND attempts <= 1 AND ready_at > now()
   FOR UPDATE SKIP LOCKED)
UPDATE message m
   SET ready_at = now()
 WHERE m.stage = $1::int4::int2 AND m.id = ANY (ARRAY(SELECT id FROM lost));
