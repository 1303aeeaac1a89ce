-- Extends the claims of attempts that are under way.  $1 claims, $2 lease in ms.
UPDATE notification
   SET claimed_until = now() + $2::int * interval '1 millisecond'
 WHERE state = 1 AND claim = ANY ($1::uuid[]);
