-- Writes those scores of a unit that have changed and deletes its dirty mark, as complete.sql
-- does for single cells; the result has the same columns.
-- $1 campaign, $2 unit, $3 generation claimed, $4 fence; $5 criteria, $6 states, $7 values,
-- $8 rule versions, $9 receipts, $10 digests.
-- If no score has changed, losing this in a crash does no harm: the dirty mark is still there.
WITH quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true) WHERE cardinality($5::int[]) = 0),
held AS MATERIALIZED (                         -- before the dirty mark, as there
  SELECT id FROM hold_open_campaigns(ARRAY[$1::int]) AS h(id)),
mark AS MATERIALIZED (
  SELECT generation, ctid AS place FROM recompute
   WHERE campaign_id = $1::int AND unit_id = $2::int AND kind = 'unit'
     AND (SELECT count(*) FROM held) >= 0
     FOR UPDATE),
done AS (
  DELETE FROM recompute r USING mark m
   WHERE r.ctid = m.place AND m.generation = $3::int8
  RETURNING 1),
again AS (
  INSERT INTO recompute AS r (campaign_id, unit_id, kind, generation)
  SELECT $1::int, $2::int, 'unit', m.generation FROM mark m WHERE m.generation <> $3::int8
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET ready_at = now(), attempts = 0
  RETURNING 1),
sums AS (                                      -- enqueued even if no score has changed
  INSERT INTO recompute AS r (campaign_id, unit_id, kind)
  SELECT h.id, $2::int, 'sums' FROM held h CROSS JOIN mark
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL),
effect AS (
  INSERT INTO score AS s (campaign_id, unit_id, criterion_id, state, value, rule_version, receipt,
                          generation, digest)
  SELECT h.id, $2::int, t.criterion_id, t.state, t.value::numeric(9,2), t.rule_version,
         t.receipt::jsonb, $4::int8, t.digest
    FROM held h
   CROSS JOIN mark
   CROSS JOIN unnest($5::int[], $6::int2[], $7::text[], $8::int[], $9::text[], $10::uuid[])
      AS t(criterion_id, state, value, rule_version, receipt, digest)
   ORDER BY t.criterion_id
  ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
     SET state = excluded.state, value = excluded.value, rule_version = excluded.rule_version,
         receipt = excluded.receipt, generation = excluded.generation, computed_at = now(),
         digest = excluded.digest
   WHERE s.generation < excluded.generation
  RETURNING s.campaign_id, s.unit_id, s.criterion_id)
SELECT (SELECT count(*) FROM done) AS done, (SELECT count(*) FROM again) AS again,
       e.campaign_id, e.unit_id, e.criterion_id
  FROM (SELECT count(*) FROM quick) one LEFT JOIN effect e ON true;
