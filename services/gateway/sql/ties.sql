-- The units that an account may not inspect: memberships and declared conflicts, all with their days.
-- route: GET /api/v1/accounts/{username}/ties ROLE_COMMITTEE | ROLE_EDITOR | ROLE_ADMIN | ROLE_INSPECTOR
-- params: username code
SELECT app_ties($1::text)::text;
