-- The visits of the account that a secret address belongs to.
-- params: digest bytes
SELECT app_calendar($1::bytea)::text;
