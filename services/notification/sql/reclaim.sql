-- Claims notifications that are due, and attempts whose worker vanished.  An attempt on a channel
-- that does not honour the key may have arrived: it becomes unknown and is not sent again.  It
-- keeps its claim, so that a worker that was only cut off can still say how the attempt ended.
-- $1 at most, $2 channels that honour the key, $3 claim, $4 lease in ms.
WITH due AS (
  SELECT id FROM notification
   WHERE state IN (0, 1) AND claimed_until <= now()
   ORDER BY claimed_until
   LIMIT $1::int
   FOR UPDATE SKIP LOCKED)
UPDATE notification n
   SET state = CASE WHEN n.state = 1 AND n.channel <> ALL ($2::int4[]) THEN 4 ELSE 1 END,
       claim = CASE WHEN n.state = 1 AND n.channel <> ALL ($2::int4[]) THEN n.claim ELSE $3::uuid END,
       claimed_until = now() + $4::int * interval '1 millisecond',
       attempts = n.attempts + 1
  FROM due WHERE n.id = due.id
RETURNING n.id, n.channel, n.target, n.state, n.attempts, n.subject, n.notice,
          coalesce((SELECT d.secret FROM address d WHERE d.account_id = n.account_id
                       AND d.channel = n.channel AND d.target = n.target), '') AS secret,
          to_char(n.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS created_at,
          (SELECT u.code FROM unit u WHERE u.id = n.unit_id) AS unit,
          (SELECT c.code FROM campaign c WHERE c.id = n.campaign_id) AS campaign,
          coalesce(n.trace, n.evidence_id, n.id) AS trace;
