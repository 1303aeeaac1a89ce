-- Marks one notification of the account as read; a repetition changes nothing.
-- route: POST /api/v1/inbox/{id}/read ROLE_ANY
-- params: id uuid
UPDATE notification n
   SET read_at = coalesce(n.read_at, now())
 WHERE n.id = $1::uuid AND n.account_id = (SELECT app_account()) AND n.channel = 1
RETURNING json_build_object('id', n.id, 'read_at', n.read_at)::text;
