-- Signs out: the token's hash.
-- params: token bytes
DELETE FROM session WHERE token_hash = $1::bytea;
