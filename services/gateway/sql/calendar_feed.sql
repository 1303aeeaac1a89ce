-- Since when the account has a secret address for its calendar.
-- route: GET /api/v1/calendar ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM
SELECT app_calendar_feed()::text;
