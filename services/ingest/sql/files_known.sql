-- Which of these contents are in the file store.  $1 hashes.
SELECT hash FROM file WHERE hash = ANY ($1::bytea[]);
