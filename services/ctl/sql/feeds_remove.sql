-- The feed is asked no more; what it brought stays.  $1 feed.  False: there is none.
WITH gone AS (DELETE FROM feed WHERE id = $1::text::uuid RETURNING id)
SELECT EXISTS (SELECT FROM gone)::text;
