-- Signs out.  $1 hash of the token.
DELETE FROM session WHERE token_hash = $1::bytea;
