-- What waits for an administrator or an editor in a campaign; for administrators also the services and
-- what is pending in them.
-- route: GET /api/v1/campaigns/{campaign}/overview ROLE_ADMIN | ROLE_EDITOR
-- params: campaign code
SELECT app_overview($1::text)::text;
