-- Extends the claims of feeds that are being fetched; a claim that was lost changes nothing.
-- $1 claims, $2 lease in ms.
UPDATE feed
   SET next_at = now() + $2::int * interval '1 millisecond'
 WHERE claim = ANY ($1::uuid[]);
