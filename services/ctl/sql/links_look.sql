-- Pages that somebody cites are due at once, unless somebody is looking at them now.  $1 pages.
-- A row: how many there are.
WITH due AS (
  UPDATE link_page SET due_at = now()
   WHERE hash = ANY ($1::uuid[]) AND claim IS NULL
  RETURNING hash)
SELECT json_build_object('pages', count(*))::text FROM due;
