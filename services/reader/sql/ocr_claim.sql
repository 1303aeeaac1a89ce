-- Leases the scanned file that has waited longest, and takes its pages from the day's budget; none
-- once the budget is spent. $1 claim, $2 lease in ms, $3 pages a day.
WITH today AS (
  SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day),
mine AS (
  SELECT f.hash, f.pages FROM file_scan f, today t
   WHERE f.state = 0 AND f.ready_at <= now()
     AND coalesce((SELECT d.pages FROM file_scan_day d WHERE d.day = t.day), 0) < $3::int4
   ORDER BY f.ready_at LIMIT 1 FOR UPDATE OF f SKIP LOCKED),
spent AS (
  INSERT INTO file_scan_day AS d (day, pages)
  SELECT t.day, m.pages FROM mine m, today t
  ON CONFLICT (day) DO UPDATE SET pages = d.pages + excluded.pages)
UPDATE file_scan f
   SET claim = $1::uuid, attempts = f.attempts + 1,
       ready_at = now() + $2::int4 * interval '1 millisecond'
 WHERE f.hash = ANY (ARRAY(SELECT hash FROM mine))
RETURNING f.hash;
