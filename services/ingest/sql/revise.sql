-- A new revision replaces the current one, if that is still the revision it was made from. $1..$14
-- as in accept.sql but single, without the lease: $1 id, $2 campaign, $3 unit, $4 account, $5
-- criteria, $6 kind, $7 title, $8 occurred, $9 received, $10 hash, $11 body, $12 message, $13
-- stage, $14 schema, $15 evidence item, $16 revision it was made from, $17 trace (NULL: the id), $18
-- folded words by which it is found, $19 when its author made it, $20 the client (NULL: not
-- said). No row: the unit has no such evidence item, or it has another
-- current revision or was withdrawn, or the campaign has closed. Revision 0: the unit has closed. A
-- revision of what is held is held.
WITH closed AS MATERIALIZED (
  SELECT state FROM closed_units(ARRAY[$2::int], ARRAY[$3::int])),
old AS (
  SELECT id, revision, held_in FROM submission
   WHERE id = $15::uuid AND revision = $16::int AND is_current
     AND campaign_id = $2::int AND unit_id = $3::int
  UNION ALL
  SELECT id, revision, held_in FROM submission
   WHERE evidence_id = $15::uuid AND revision = $16::int AND revision > 1 AND is_current
     AND campaign_id = $2::int AND unit_id = $3::int),
held AS (                                    -- two revisions at once: the second finds nothing
  UPDATE submission s SET is_current = false FROM old
   WHERE s.id = old.id AND s.is_current
     AND EXISTS (SELECT FROM campaign c WHERE c.id = $2::int AND c.state = 'open')
     AND (old.held_in IS NOT NULL OR NOT EXISTS (SELECT FROM closed))
  RETURNING s.revision, s.held_in, s.code),
fresh AS (
  INSERT INTO submission (id, evidence_id, revision, campaign_id, unit_id, account_id,
                          criterion_ids, kind, title, occurred_on, body_hash, body, schema,
                          received_at, trace, held_in, code, words, made_at, client)
  SELECT $1::uuid, $15::uuid, held.revision + 1, $2::int, $3::int, $4::int, $5::text::int[],
         $6::text, $7::text, date '1970-01-01' + $8::int, $10::bytea, $11::bytea,
         $14::int4::int2,
         CASE WHEN $9::int = 0 THEN now()
              ELSE (date '1970-01-01' + $9::int + time '12:00') AT TIME ZONE 'Asia/Ho_Chi_Minh' END,
         $17::uuid, held.held_in, held.code, search_index(coalesce(held.code, ''), $18::text),
         $19::text::timestamptz, $20::text
    FROM held
  RETURNING id, revision),
enqueued AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT $12::uuid, $13::int4::int2, id, 0, now(), $14::int4::int2, '' FROM fresh)
SELECT revision FROM fresh
UNION ALL
SELECT 0 FROM old, closed WHERE NOT EXISTS (SELECT FROM fresh);
