-- Which of these files were read before. $1 hashes.
SELECT hash FROM file_reading WHERE hash = ANY ($1::bytea[]);
