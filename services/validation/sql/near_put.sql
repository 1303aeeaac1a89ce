-- Stores the keys by which submissions are compared; before others are looked up, so that of two
-- that are validated at the same time one sees the other. Existing rows stay as they are.
-- Parts: $1 submission, $2 part, $3 hash of the file (empty: own text).
-- Keys of texts: $4 which part (from 1), $5 key. Keys of photos: $6, $7.
WITH input AS (
  SELECT * FROM unnest($1::uuid[], $2::int2[], $3::bytea[])
    WITH ORDINALITY AS t(submission_id, part, file_hash, place)),
new AS (
  INSERT INTO likeness (submission_id, part, evidence_id, unit_id, filed_at, file_hash)
  SELECT DISTINCT ON (i.submission_id, i.part) i.submission_id, i.part, s.evidence_id, s.unit_id,
         s.received_at, nullif(i.file_hash, '')
    FROM input i JOIN submission s ON s.id = i.submission_id
   ORDER BY i.submission_id, i.part
  ON CONFLICT (submission_id, part) DO NOTHING
  RETURNING id, submission_id, part),
placed AS (
  SELECT n.id, i.place FROM new n JOIN input i USING (submission_id, part)),
texts AS (
  INSERT INTO text_key (key, likeness_id)
  SELECT DISTINCT k.key, p.id
    FROM unnest($4::int[], $5::int[]) AS k(place, key) JOIN placed p USING (place)
   ORDER BY 1, 2),
photos AS (
  INSERT INTO photo_key (key, likeness_id)
  SELECT DISTINCT k.key, p.id
    FROM unnest($6::int[], $7::int[]) AS k(place, key) JOIN placed p USING (place)
   ORDER BY 1, 2)
SELECT count(*) FROM new;
