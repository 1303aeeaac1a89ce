-- Ends an access key.  $1 its id.  Returns the key; NULL: there is none.
SELECT revoke_access_key($1::int8)::text;
