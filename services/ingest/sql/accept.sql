-- The promise: new submissions and, in the same commit, their messages. A submission whose id
-- exists is left alone and not returned: a repeat, or a conflict. Nor is one stored whose campaign
-- has closed, which admission may not know yet. One whose unit has closed is stored and held: it
-- does not count. $1 id, $2 campaign, $3 unit, $4 account, $5
-- criteria ('{1,2}'), $6 kind, $7 title, $8 day it is about and $9 day it was received elsewhere
-- (days since 1970; 0 now), $10 hash of the body, $11 body, $12 message, $13 stage, $14 lease in ms
-- (0: inserted due), $15 schema, $16 trace (NULL: the id), $17 folded words by which it is found,
-- $18 when its author made it, $19 the client (NULL: not said).
-- Each gets a code, the next number of its place; a number may stay unused, and none is used twice.
-- Counters are locked before submissions, both in one order: no deadlock between batches.
WITH req AS (
  SELECT DISTINCT ON (id) *                  -- one batch may hold the same request twice
    FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[],
                $8::int[], $9::int[], $10::bytea[], $11::bytea[], $12::uuid[], $13::int2[],
                $14::int[], $16::uuid[], $17::text[], $18::text[], $19::text[])
      AS t(id, campaign_id, unit_id, account_id, criteria, kind, title, occurred, received,
           body_hash, body, message_id, stage, lease_ms, trace, words, made_at, client)
   ORDER BY id),
closed AS MATERIALIZED (
  SELECT * FROM closed_units($2::int[], $3::int[])),
fresh_req AS MATERIALIZED (
  SELECT r.*, p.prefix, row_number() OVER (PARTITION BY p.prefix ORDER BY r.id) AS n,
         count(*) OVER (PARTITION BY p.prefix) AS beside
    FROM req r
    JOIN campaign c ON c.id = r.campaign_id AND c.state = 'open'
    JOIN unit u ON u.id = r.unit_id
    JOIN criterion k ON k.id = (r.criteria::int[])[1]
   CROSS JOIN LATERAL (SELECT c.code || '-' || k.code || '-' || u.code || '-' AS prefix) p
   WHERE NOT EXISTS (SELECT FROM submission s WHERE s.id = r.id)),
counted AS (
  INSERT INTO evidence_counter AS c (prefix, last)
  SELECT prefix, count(*) FROM fresh_req GROUP BY prefix ORDER BY prefix
  ON CONFLICT (prefix) DO UPDATE SET last = c.last + excluded.last
  RETURNING prefix, last),
coded AS MATERIALIZED (
  SELECT r.*, r.prefix || CASE WHEN x.number < 10 THEN '0' ELSE '' END || x.number AS code
    FROM fresh_req r JOIN counted c USING (prefix)
   CROSS JOIN LATERAL (SELECT c.last - r.beside + r.n AS number) x),
fresh AS (
  INSERT INTO submission (id, evidence_id, revision, campaign_id, unit_id, account_id,
                          criterion_ids, kind, title, occurred_on, body_hash, body, schema,
                          received_at, trace, held_in, code, words, made_at, client)
  SELECT r.id, r.id, 1, r.campaign_id, r.unit_id, account_id, criteria::int[], kind, title,
         date '1970-01-01' + occurred, body_hash, body, $15::int4::int2,
         CASE WHEN received = 0 THEN now()
              ELSE (date '1970-01-01' + received + time '12:00') AT TIME ZONE 'Asia/Ho_Chi_Minh' END,
         r.trace, h.state, r.code, search_index(r.code, r.words),
         r.made_at::timestamptz, r.client
    FROM coded r
    LEFT JOIN closed h ON h.campaign_id = r.campaign_id AND h.unit_id = r.unit_id
   WHERE (SELECT count(*) FROM coded) > 0
   ORDER BY r.id                             -- the same order in every batch: no deadlock
  ON CONFLICT (id) DO NOTHING
  RETURNING id, held_in),
enqueued AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT r.message_id, r.stage, r.id, CASE WHEN r.lease_ms > 0 THEN 1 ELSE 0 END,
         now() + r.lease_ms * interval '1 millisecond', $15::int4::int2, ''
    FROM req r JOIN fresh USING (id))
SELECT id, held_in IS NOT NULL AS is_held FROM fresh;
