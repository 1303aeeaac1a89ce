-- The type of a content, as the reader found it.  No row: not read yet.
-- params: hash bytes
SELECT media_type FROM file_reading WHERE hash = $1::bytea;
