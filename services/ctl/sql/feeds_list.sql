-- The feeds of units with their state, one a row.  $1 unit (NULL: all of them).
SELECT (jsonb_build_object('unit', u.code) || f)::text
  FROM unit u
 CROSS JOIN LATERAL jsonb_array_elements(feeds_of(u.id)) AS f
 WHERE $1::text IS NULL OR u.code = $1::text
 ORDER BY u.code, f ->> 'address';
