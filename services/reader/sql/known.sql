-- Which of these files were read before. A file that was missing may have been uploaded again since:
-- it is read again. $1 hashes.
SELECT hash FROM file_reading WHERE hash = ANY ($1::bytea[]) AND problem <> 'missing';
