-- The account gives an upload up.  What an evidence item already names stays with it.
-- params: id uuid
DELETE FROM upload WHERE id = $1::uuid AND account_id = (SELECT app_account()) AND expires_at > now()
RETURNING json_build_object('id', id)::text;
