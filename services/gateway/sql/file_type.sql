-- What the reader found a file to be; no row: not read yet.  $1 hash.
SELECT media_type, problem FROM file_reading WHERE hash = $1::bytea;
