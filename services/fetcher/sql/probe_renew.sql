-- Extends the claims of pages that are being fetched on request; a claim that was lost changes nothing.
-- $1 claims, $2 lease in ms.
UPDATE link_probe
   SET due_at = now() + $2::int * interval '1 millisecond'
 WHERE claim = ANY ($1::uuid[]) AND due_at IS NOT NULL;
