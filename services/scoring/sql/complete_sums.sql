-- Writes the sums of some units and deletes their dirty marks, as complete.sql
-- does for single cells; the result has the same columns, with criterion 0: not of one.  A body that
-- gives no points any more has no sums.  The sums of a campaign that was published elsewhere
-- and loaded as published are written once.
-- $1 campaigns, $2 units, $3 generations claimed, $4 fences; $5 the sums, a JSON array: "n"
-- is the number of the unit (from 1), the rest is as in the table.
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::int[], $2::int[], $3::int8[], $4::int8[])
           WITH ORDINALITY AS t(campaign_id, unit_id, generation, fence, n)
   ORDER BY campaign_id, unit_id),
held AS MATERIALIZED (
  SELECT id FROM hold_open_campaigns(ARRAY(SELECT DISTINCT campaign_id FROM input)) AS h(id)),
mine AS MATERIALIZED (
  SELECT i.*, r.generation AS current, r.ctid AS place
    FROM input i
   CROSS JOIN LATERAL (
     SELECT generation, ctid FROM recompute
      WHERE campaign_id = i.campaign_id AND unit_id = i.unit_id AND kind = 'sums'
        AND (SELECT count(*) FROM held) >= 0
        FOR UPDATE) r),
done AS (
  DELETE FROM recompute r USING mine m
   WHERE r.ctid = m.place AND m.current = m.generation
  RETURNING 1),
again AS (
  INSERT INTO recompute AS r (campaign_id, unit_id, kind, generation)
  SELECT campaign_id, unit_id, 'sums', current FROM mine WHERE current <> generation
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET ready_at = now(), attempts = 0
  RETURNING 1),
sums AS MATERIALIZED (
  SELECT m.campaign_id, m.unit_id, m.fence, t.*
    FROM jsonb_to_recordset($5::jsonb)
      AS t(n int, body text, total numeric, base numeric, bonus numeric, points numeric, waiting int,
           band text, tie numeric[], parts jsonb, receipt jsonb)
    JOIN mine m ON m.n = t.n
   WHERE EXISTS (SELECT FROM held h WHERE h.id = m.campaign_id)
      OR NOT EXISTS (SELECT FROM unit_total o WHERE o.campaign_id = m.campaign_id AND o.unit_id = m.unit_id)),
effect AS (
  INSERT INTO unit_total AS u (campaign_id, unit_id, body, total, base, bonus, points, waiting, band,
                               tie, parts, receipt, generation)
  SELECT campaign_id, unit_id, body, total, base, bonus, points, waiting, band, tie, parts,
         receipt, fence
    FROM sums
   ORDER BY campaign_id, unit_id, body
  ON CONFLICT (campaign_id, unit_id, body) DO UPDATE
     SET total = excluded.total, base = excluded.base, bonus = excluded.bonus,
         points = excluded.points, waiting = excluded.waiting, band = excluded.band,
         tie = excluded.tie, parts = excluded.parts, receipt = excluded.receipt,
         generation = excluded.generation, computed_at = now()
   WHERE u.generation < excluded.generation
  RETURNING u.campaign_id, u.unit_id),
gone AS (
  DELETE FROM unit_total u USING mine m, held h
   WHERE u.campaign_id = m.campaign_id AND u.unit_id = m.unit_id AND u.generation < m.fence
     AND h.id = m.campaign_id
     AND NOT EXISTS (SELECT FROM sums s WHERE s.n = m.n AND s.body = u.body))
SELECT (SELECT count(*) FROM done) AS done, (SELECT count(*) FROM again) AS again,
       e.campaign_id, e.unit_id, 0 AS criterion_id
  FROM (SELECT) one LEFT JOIN (SELECT DISTINCT campaign_id, unit_id FROM effect) e ON true;
