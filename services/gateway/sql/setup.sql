-- What stands and what is missing until a first campaign runs: units, criteria sets, campaigns (drafts
-- too), accounts; for administrators and editors.
-- route: GET /api/v1/setup ROLE_ADMIN | ROLE_EDITOR
SELECT app_setup()::text;
