-- The registered sites, one unit a row.
SELECT unit_sites_json(u.id)::text FROM unit u
 WHERE EXISTS (SELECT FROM unit_site s WHERE s.unit_id = u.id)
 ORDER BY u.code;
