-- Every version of a campaign's settings, the newest first: who, when, from what to what.
-- route: GET /api/v1/campaigns/{campaign}/setting-changes ROLE_EDITOR|ROLE_ADMIN|ROLE_COMMITTEE|ROLE_INSPECTOR
-- params: campaign code, subject search, after long, limit 1..200=50
SELECT app_setting_changes($1::text, $2::text, $3::bigint, $4::int)::text;
