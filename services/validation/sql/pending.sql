-- The messages of submissions that ask for a verdict, in hand or not.  Read before anything that a
-- verdict rests on: whatever one of them was enqueued for is seen by the verdict that is made now.
-- $1 submissions.
SELECT m.subject_id, m.id, m.payload
  FROM message m WHERE m.stage = 2 AND m.subject_id = ANY ($1::uuid[]);
