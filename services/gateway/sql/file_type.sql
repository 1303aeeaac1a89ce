-- What a content is, by the content itself.  $1 hash.  No row: not read yet.
SELECT media_type FROM file_reading WHERE hash = $1::bytea;
