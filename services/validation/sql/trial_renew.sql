-- Extends the claim of the portion that is being judged.  $1 claims, $2 lease in ms.
UPDATE check_trial
   SET ready_at = now() + $2::int4 * interval '1 millisecond'
 WHERE state = 'owed' AND claim = ANY ($1::uuid[]);
