-- The stored rows of these ids: repeats and conflicts. $1 ids.
SELECT id, evidence_id, revision, body_hash, held_in IS NOT NULL AS is_held FROM submission WHERE id = ANY ($1::uuid[]);
