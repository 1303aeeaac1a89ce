-- Sets an account's password (its argon2id hash).  $1 user name, $2 hash.
UPDATE account SET password_hash = $2::text WHERE username = $1::text RETURNING id;
