-- Releases rows that were received but not started, without counting the delivery.
-- $1 stage, $2 messages.
UPDATE message
   SET ready_at = now(), attempts = greatest(attempts - 1, 0)
 WHERE stage = $1::int4::int2 AND id = ANY ($2::uuid[]);
