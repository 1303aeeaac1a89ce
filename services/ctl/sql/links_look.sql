-- Makes pages that an evidence item cites due at once, except those being fetched now.  $1 pages.
-- Returns how many there are.
WITH due AS (
  UPDATE link_page SET due_at = now()
   WHERE hash = ANY ($1::uuid[]) AND claim IS NULL
  RETURNING hash)
SELECT json_build_object('pages', count(*))::text FROM due;
