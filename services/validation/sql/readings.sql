-- What the reader found in these files.  $1 hashes.
SELECT hash, media_type, problem, text, facts, photo FROM file_reading WHERE hash = ANY ($1::bytea[]);
