-- The progress of a trial and its result; the store decides who may.
-- route: GET /api/v1/trials/{id} ROLE_EDITOR
-- params: id uuid
SELECT app_trial($1::uuid)::text;
