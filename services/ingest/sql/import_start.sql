-- An import is pending from the moment it is acknowledged. One row: is the content in the file
-- store, is the import new, and does a stored one agree? $1 id, $2 account, $3 campaign, $4 hash of
-- the file, $5 its name, $6 its rows are only judged until it is confirmed, $7 the access key of a
-- system (0: none).
WITH content AS (SELECT hash FROM file WHERE hash = $4::bytea),
fresh AS (
  INSERT INTO import (id, account_id, campaign_id, file_hash, file_name, is_preview, access_key_id)
  SELECT $1::uuid, $2::int, $3::int, hash, $5::text, $6::bool, nullif($7::int, 0) FROM content
  ON CONFLICT (id) DO NOTHING
  RETURNING id)
SELECT EXISTS (SELECT FROM content), EXISTS (SELECT FROM fresh),
       EXISTS (SELECT FROM import
                WHERE id = $1::uuid AND campaign_id = $3::int AND file_hash = $4::bytea
                  AND (is_preview OR confirmed_at IS NOT NULL) = $6::bool);
