-- One paper: its progress, and what it says.
-- route: GET /api/v1/papers/{id} ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: id uuid
SELECT app_paper($1::uuid)::text;
