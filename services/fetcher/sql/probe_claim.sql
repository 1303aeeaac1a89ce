-- Claims pages to fetch on request. $1 at most, $2 claim, $3 lease in ms.
WITH mine AS (
  SELECT id FROM link_probe
   WHERE due_at <= now()
   ORDER BY due_at
   LIMIT $1::int
     FOR UPDATE SKIP LOCKED)
UPDATE link_probe p
   SET claim = $2::uuid, due_at = now() + $3::int * interval '1 millisecond'
 WHERE p.id = ANY (ARRAY(SELECT id FROM mine))
RETURNING p.id, p.url, p.title, coalesce(p.occurred_on::text, '') AS occurred_on,
          coalesce(unit_sites(p.unit_id), '') AS sites;
