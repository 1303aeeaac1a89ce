-- How many cells are owed, counted no further than $1, and how many are buried.
SELECT (SELECT count(*) FROM (SELECT FROM recompute WHERE reason IS NULL LIMIT $1::int) o) AS owed,
       (SELECT count(*) FROM (SELECT FROM recompute WHERE reason IS NOT NULL LIMIT $1::int) b) AS buried;
