-- Stores what OCR read and enqueues the submissions of the file, in one commit. $1 hash, $2 claim,
-- $3 text, $4 whether it came to its end. Returns how many were enqueued; -1: the claim was lost.
SELECT scan_read($1::bytea, $2::uuid, $3::text, $4::boolean) AS owed;
