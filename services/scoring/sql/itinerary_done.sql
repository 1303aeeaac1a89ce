-- The answer to a proposal (NULL: it could not be computed). It counts once: a worker whose claim
-- has expired changes nothing. $1 proposal, $2 claim, $3 answer.
UPDATE itinerary_proposal
   SET state = CASE WHEN $3::text IS NULL THEN 'failed' ELSE 'done' END,
       result = $3::text::jsonb, done_at = now(), claim = NULL
 WHERE id = $1::uuid AND claim = $2::uuid AND state = 'owed';
