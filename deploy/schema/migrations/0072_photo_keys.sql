-- Keys of photos are the least of a mark's eight forms now, mirrored ones among them: existing photos
-- get new keys by being compared again, in the way in which postponed comparisons are made.
TRUNCATE photo_key;
WITH gone AS (
  DELETE FROM likeness l
   WHERE NOT EXISTS (SELECT FROM text_key k WHERE k.likeness_id = l.id)
  RETURNING l.submission_id)
INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
SELECT gen_random_uuid(), 2, g.submission_id, 0, now(), 1, 'compare'
  FROM (SELECT DISTINCT submission_id FROM gone) g;
