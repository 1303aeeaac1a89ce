-- Extends the leases of proposals in hand. $1 claims, $2 lease in ms.
UPDATE itinerary_proposal
   SET ready_at = now() + $2::int4 * interval '1 millisecond'
 WHERE claim = ANY ($1::uuid[]) AND state = 'owed';
