-- The access keys of connected systems, for administrators.
-- route: GET /api/v1/access-keys ROLE_ADMIN
SELECT app_access_keys()::text;
