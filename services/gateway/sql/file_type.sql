-- What a content is, by the content itself.  No row: not read yet.
-- params: hash bytes
SELECT media_type FROM file_reading WHERE hash = $1::bytea;
