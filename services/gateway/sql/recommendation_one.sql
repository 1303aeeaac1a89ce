-- One recommendation with all that was done about it.
-- route: GET /api/v1/recommendations/{id} ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
-- params: id uuid
SELECT app_recommendation($1::uuid)::text;
