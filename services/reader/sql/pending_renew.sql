-- Extends the claims of files that are no evidence. $1 claims, $2 lease in ms.
UPDATE file_pending
   SET ready_at = now() + $2::int4 * interval '1 millisecond'
 WHERE claim = ANY ($1::uuid[]);
