-- Enqueues a notice for each occasion, once.  $1 occasion (also the message's id),
-- $2 notice, $3 schema.
INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
SELECT id, 4, id, 0, now(), $3::int4::int2, notice
  FROM unnest($1::uuid[], $2::bytea[]) AS t(id, notice)
 ORDER BY id
ON CONFLICT (stage, id) DO NOTHING;
