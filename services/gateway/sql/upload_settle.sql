-- Ingest has the content of an upload; a repetition changes nothing.
-- params: id uuid, hash bytes
UPDATE upload SET hash = $2::bytea
 WHERE id = $1::uuid AND account_id = (SELECT app_account())
RETURNING json_build_object('id', id)::text;
