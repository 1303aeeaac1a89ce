-- Completes a batch: stores what was found once per content, deletes the messages and enqueues
-- validation. $1 message, $2 next message, $3 its lease in ms. $4 hash, $5 media type, $6 problem,
-- $7 text, $8 facts, $9 photo (empty: none). $10 schema. $11 message, $12 hash of each of its files.
-- A file without text that can be read goes to OCR, and its submissions are validated again then.
-- What is known of a content stays, but that it was missing: it may have been uploaded again. A file
-- that is no evidence is pending no longer; such a batch has no messages.
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
  ON CONFLICT (hash) DO UPDATE
    SET media_type = excluded.media_type, problem = excluded.problem, text = excluded.text,
        facts = excluded.facts, photo = excluded.photo, read_at = now()
    WHERE file_reading.problem = 'missing' AND excluded.problem <> 'missing'),
settled AS (
  DELETE FROM file_pending
   WHERE hash = ANY (ARRAY(SELECT o.hash FROM file_pending o WHERE o.hash = ANY ($4::bytea[])
                            ORDER BY o.hash FOR UPDATE))),
unread AS (
  SELECT DISTINCT ON (hash) hash, substring(facts FROM 'page_count=([0-9]{1,4})')::int AS pages
    FROM unnest($4::bytea[], $8::text[]) AS t(hash, facts)
   WHERE facts ~ '(^|\n)(unwritten|unmapped)='
   ORDER BY hash),
scans AS (
  INSERT INTO file_scan (hash, pages)
  SELECT hash, least(coalesce(pages, 1), 3) FROM unread
  ON CONFLICT (hash) DO NOTHING),
waiting AS MATERIALIZED (
  SELECT hash FROM file_scan WHERE hash = ANY ($12::bytea[]) AND state = 0 ORDER BY hash FOR SHARE),
uses AS (
  INSERT INTO file_scan_use (hash, submission_id)
  SELECT DISTINCT f.hash, d.subject_id
    FROM unnest($11::uuid[], $12::bytea[]) AS f(id, hash) JOIN done d USING (id)
   WHERE f.hash IN (SELECT hash FROM unread UNION SELECT hash FROM waiting)
  ON CONFLICT (hash, submission_id) DO NOTHING),
next AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT i.next_id, 2, d.subject_id, CASE WHEN i.lease_ms > 0 THEN 1 ELSE 0 END,
         now() + i.lease_ms * interval '1 millisecond', $10::int4::int2, ''
    FROM done d JOIN input i USING (id))
SELECT id FROM done;
