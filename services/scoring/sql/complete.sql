-- Writes computed scores and deletes their dirty marks, in one statement.  A mark is
-- deleted only at the generation that was claimed; a newer one stays and is due at
-- once.  The value is then correct but soon old: it is written if no newer one is
-- stored, so that a cell that is dirty without pause still shows progress.
-- A score takes the fence of its claim, therefore no late worker can overwrite it.
-- Locks are taken in key order, as by the writers of dirty marks.  Nothing is written into a
-- published campaign, nor during its publication: each waits for the other at the campaign's row.
-- A row that another worker has leased again since this statement began stays, and
-- is that worker's.  No plan reads the whole table, even one that was made while it
-- was empty.
-- The sums of each unit are enqueued with it: due at once, but for a unit that was summed a
-- moment ago only after a pause, so that one sum covers many cells under load.
-- $1 campaigns, $2 units, $3 criteria, $4 generations claimed, $5 states,
-- $6 values, $7 rule versions, $8 receipts, $9 fences, $10 digests.
WITH input AS MATERIALIZED (
  SELECT *
    FROM unnest($1::int[], $2::int[], $3::int[], $4::int8[], $5::int2[], $6::text[], $7::int[],
                $8::text[], $9::int8[], $10::uuid[])
      AS t(campaign_id, unit_id, criterion_id, generation, state, value, rule_version, receipt,
           fence, digest)
   ORDER BY campaign_id, unit_id, criterion_id),
held AS MATERIALIZED (                         -- locks the campaign before its cells, like the
  SELECT id                                    -- writers that change it and make its cells dirty
    FROM hold_open_campaigns(ARRAY(SELECT DISTINCT campaign_id FROM input)) AS h(id)),
mine AS MATERIALIZED (                         -- one look-up per cell, in the order of input
  SELECT i.*, r.generation AS current, r.ctid AS place
    FROM input i
   CROSS JOIN LATERAL (
     SELECT generation, ctid FROM recompute
      WHERE campaign_id = i.campaign_id AND unit_id = i.unit_id AND kind = 'cell'
        AND criterion_id = i.criterion_id
        AND (SELECT count(*) FROM held) >= 0   -- forces it to run first
        FOR UPDATE) r),
done AS (
  DELETE FROM recompute r USING mine m
   WHERE r.ctid = m.place AND m.current = m.generation
  RETURNING 1),
again AS (                                     -- the rows exist: this only updates
  INSERT INTO recompute AS r (campaign_id, unit_id, criterion_id, generation)
  SELECT campaign_id, unit_id, criterion_id, current FROM mine WHERE current <> generation
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET ready_at = now(), attempts = 0
  RETURNING 1),
sums AS (
  INSERT INTO recompute AS r (campaign_id, unit_id, kind, ready_at)
  SELECT u.campaign_id, u.unit_id, 'sums', greatest(now(), (
           SELECT t.computed_at + interval '500 milliseconds' FROM unit_total t
            WHERE t.campaign_id = u.campaign_id AND t.unit_id = u.unit_id AND t.body = 'computed'))
    FROM (SELECT DISTINCT m.campaign_id, m.unit_id FROM mine m JOIN held h ON h.id = m.campaign_id) u
   ORDER BY 1, 2
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL),
effect AS (
  INSERT INTO score AS s (campaign_id, unit_id, criterion_id, state, value, rule_version, receipt,
                          generation, digest)
  SELECT m.campaign_id, m.unit_id, m.criterion_id, m.state, m.value::numeric(9,2), m.rule_version,
         m.receipt::jsonb, m.fence, m.digest
    FROM mine m
    JOIN held h ON h.id = m.campaign_id
   ORDER BY m.campaign_id, m.unit_id, m.criterion_id
  ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
     SET state = excluded.state, value = excluded.value, rule_version = excluded.rule_version,
         receipt = excluded.receipt, generation = excluded.generation, computed_at = now(),
         digest = excluded.digest
   WHERE s.generation < excluded.generation
  RETURNING s.campaign_id, s.unit_id, s.criterion_id)
SELECT (SELECT count(*) FROM done) AS done, (SELECT count(*) FROM again) AS again,
       e.campaign_id, e.unit_id, e.criterion_id
  FROM (SELECT) one LEFT JOIN effect e ON true;
