-- Extends the claim of the file that OCR is reading. $1 claims, $2 lease in ms.
UPDATE file_scan
   SET ready_at = now() + $2::int4 * interval '1 millisecond'
 WHERE state = 0 AND claim = ANY ($1::uuid[]);
