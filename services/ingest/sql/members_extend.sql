-- Extends the lease of an export that is being read. $1 id, $2 lease in ms.
UPDATE member_import SET ready_at = now() + $2::int * interval '1 millisecond'
 WHERE id = $1::uuid AND state = 'owed';
