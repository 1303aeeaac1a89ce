-- The link of the first administrator.  $1 hash of the token, $2 hours.  NULL: there is one.
SELECT first_link($1::bytea, $2::int)::text;
