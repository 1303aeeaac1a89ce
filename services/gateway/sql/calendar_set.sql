-- A new secret address for the account's calendar, or none.
-- params: digest bytes
SELECT app_set_calendar_feed($1::bytea)::text;
