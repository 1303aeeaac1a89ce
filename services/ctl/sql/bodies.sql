-- Submissions in the order of their ids, a page at a time.  $1 the last id.
SELECT id, body_hash, body FROM submission WHERE id > $1::uuid ORDER BY id LIMIT 1000;
