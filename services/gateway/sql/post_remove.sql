-- Removes a post; the store decides who may.
-- route: DELETE /api/v1/posts/{id} ROLES_SUBMITTING
-- params: id uuid
SELECT app_remove_post($1::uuid)::text;
