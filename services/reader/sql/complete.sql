-- Completes a batch: stores what was found once per content, deletes the messages and enqueues
-- validation. $1 message, $2 next message, $3 its lease in ms. $4 hash, $5 media type, $6 problem,
-- $7 text, $8 facts, $9 photo (empty: none). $10 schema.
WITH input AS (
  SELECT DISTINCT ON (id) * FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS t(id, next_id, lease_ms)
   ORDER BY id),
mine AS (
  SELECT id FROM message WHERE stage = 1 AND id = ANY ($1::uuid[]) ORDER BY id
     FOR UPDATE SKIP LOCKED),
done AS (
  DELETE FROM message m WHERE m.stage = 1 AND m.id = ANY (ARRAY(SELECT id FROM mine))
  RETURNING m.id, m.subject_id),
found AS (
  INSERT INTO file_reading (hash, media_type, problem, text, facts, photo)
  SELECT DISTINCT ON (hash) hash, media_type, problem, text, facts, nullif(photo, '')
    FROM unnest($4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
      AS t(hash, media_type, problem, text, facts, photo)
   ORDER BY hash
  ON CONFLICT (hash) DO NOTHING),
next AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT i.next_id, 2, d.subject_id, CASE WHEN i.lease_ms > 0 THEN 1 ELSE 0 END,
         now() + i.lease_ms * interval '1 millisecond', $10::int4::int2, ''
    FROM done d JOIN input i USING (id))
SELECT id FROM done;
