-- Outcomes of attempts: 2 sent, 3 refused, 0 again after a pause.  Fenced by the claim: a worker
-- that was too slow changes nothing.
-- $1 notification, $2 claim, $3 state, $4 the receiver's reference, $5 pause in ms.
UPDATE notification n
   SET state = o.state, provider_ref = o.ref, claim = NULL,
       claimed_until = CASE WHEN o.state = 0 THEN now() + o.pause * interval '1 millisecond' END,
       sent_at = CASE WHEN o.state = 2 THEN now() END
  FROM unnest($1::uuid[], $2::uuid[], $3::int2[], $4::text[], $5::int[])
    AS o(id, claim, state, ref, pause)
 WHERE n.id = o.id AND n.claim = o.claim;
