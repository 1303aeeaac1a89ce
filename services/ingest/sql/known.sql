-- What stands under these ids already: repeats and conflicts.  $1 ids.
SELECT id, evidence_id, revision, body_hash FROM submission WHERE id = ANY ($1::uuid[]);
