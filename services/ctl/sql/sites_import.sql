-- Replaces the sites of the units that are named.  $1 unit codes, $2 addresses, side by side.
-- A row for each unit: its code and what is wrong with it, {} if nothing is.
WITH given AS (
  SELECT code, array_agg(url ORDER BY n) AS urls
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(code, url, n)
   GROUP BY code)
SELECT g.code,
       CASE WHEN u.id IS NULL THEN jsonb_build_object('fault', 'unit.unknown')
            ELSE coalesce(set_unit_sites(u.id, g.urls), '{}') END::text AS fault
  FROM given g LEFT JOIN unit u ON u.code = g.code
 ORDER BY g.code;
