-- The promise: new submissions and, in the same commit, their messages. A submission whose id
-- exists is left alone and not returned: a repeat, or a conflict. Nor is one stored whose campaign
-- has closed, which admission may not know yet. One whose unit has closed is stored and held: it
-- does not count. $1 id, $2 campaign, $3 unit, $4 account, $5
-- criteria ('{1,2}'), $6 kind, $7 title, $8 day it is about and $9 day it was received elsewhere
-- (days since 1970; 0 now), $10 hash of the body, $11 body, $12 message, $13 stage, $14 lease in ms
-- (0: inserted due), $15 schema, $16 trace (NULL: the id).
WITH req AS (
  SELECT DISTINCT ON (id) *                  -- one batch may hold the same request twice
    FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[],
                $8::int[], $9::int[], $10::bytea[], $11::bytea[], $12::uuid[], $13::int2[],
                $14::int[], $16::uuid[])
      AS t(id, campaign_id, unit_id, account_id, criteria, kind, title, occurred, received,
           body_hash, body, message_id, stage, lease_ms, trace)
   ORDER BY id),
closed AS MATERIALIZED (
  SELECT * FROM closed_units($2::int[], $3::int[])),
fresh AS (
  INSERT INTO submission (id, evidence_id, revision, campaign_id, unit_id, account_id,
                          criterion_ids, kind, title, occurred_on, body_hash, body, schema,
                          received_at, trace, held_in)
  SELECT r.id, r.id, 1, r.campaign_id, r.unit_id, account_id, criteria::int[], kind, title,
         date '1970-01-01' + occurred, body_hash, body, $15::int4::int2,
         CASE WHEN received = 0 THEN now()
              ELSE (date '1970-01-01' + received + time '12:00') AT TIME ZONE 'Asia/Ho_Chi_Minh' END,
         r.trace, h.state
    FROM req r
    JOIN campaign c ON c.id = r.campaign_id AND c.state = 'open'
    LEFT JOIN closed h ON h.campaign_id = r.campaign_id AND h.unit_id = r.unit_id
   ORDER BY r.id                             -- the same order in every batch: no deadlock
  ON CONFLICT (id) DO NOTHING
  RETURNING id, held_in),
enqueued AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT r.message_id, r.stage, r.id, CASE WHEN r.lease_ms > 0 THEN 1 ELSE 0 END,
         now() + r.lease_ms * interval '1 millisecond', $15::int4::int2, ''
    FROM req r JOIN fresh USING (id))
SELECT id, held_in IS NOT NULL AS is_held FROM fresh;
