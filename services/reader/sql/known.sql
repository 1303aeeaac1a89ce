-- Which of these files have been read already.  $1 hashes.
SELECT hash FROM file_reading WHERE hash = ANY ($1::bytea[]);
