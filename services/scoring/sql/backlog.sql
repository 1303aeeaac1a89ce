-- How many cells are pending, counted no further than $1, and how many are dead-lettered.
SELECT (SELECT count(*) FROM (SELECT FROM recompute WHERE reason IS NULL LIMIT $1::int) o) AS owed,
       (SELECT count(*) FROM (SELECT FROM recompute WHERE reason IS NOT NULL LIMIT $1::int) b) AS buried;
