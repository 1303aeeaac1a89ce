-- Contents that the file store must hold, a page at a time.  $1 the last hash.
SELECT hash, size FROM file WHERE hash > $1::bytea ORDER BY hash LIMIT 1000;
