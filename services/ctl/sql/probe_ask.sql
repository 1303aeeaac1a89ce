-- Requests a fetch of a page.  $1 identifier, $2 address, $3 unit or NULL, $4 title, $5 day, "" or
-- NULL if not given.  No row: there is no such unit.
WITH old AS (
  DELETE FROM link_probe WHERE asked_at < now() - interval '1 day')
INSERT INTO link_probe (id, url, unit_id, title, occurred_on)
SELECT $1::uuid, $2::text, u.id, coalesce($4::text, ''), $5::text::date
  FROM (SELECT 1) one
  LEFT JOIN unit u ON u.code = $3::text
 WHERE $3::text IS NULL OR u.id IS NOT NULL
RETURNING id;
