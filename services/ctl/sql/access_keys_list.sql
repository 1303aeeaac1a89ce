-- The access keys of connected systems, the valid ones first, one a row.
SELECT key::text
  FROM (SELECT k.id, access_key_json(k) AS key FROM access_key k) x
 ORDER BY key ->> 'state' <> 'valid', id DESC;
