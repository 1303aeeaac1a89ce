-- The type of a content, as the reader found it, and whether it is malware.  No row: not read yet.
-- params: hash bytes
SELECT json_build_object('media_type', media_type, 'is_malware', problem = 'malware')::text
  FROM file_reading WHERE hash = $1::bytea;
