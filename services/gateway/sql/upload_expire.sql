-- Uploads whose time is over go; their files follow.
WITH gone AS (
  DELETE FROM upload WHERE expires_at <= now() RETURNING id)
SELECT coalesce(json_agg(id), '[]')::text FROM gone;
