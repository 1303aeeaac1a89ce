-- Ends an access key.
-- route: DELETE /api/v1/access-keys/{id} ROLE_ADMIN
-- params: id long
SELECT app_revoke_access_key($1::int8)::text;
