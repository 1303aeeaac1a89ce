-- Adds a portion to a trial. It counts once: a worker whose claim has expired changes nothing.
-- $1 trial, $2 claim, $3 the last submission, $4 whether none is left, $5 submissions, $6 would
-- fire, $7 would weigh, $8 fires and $9 weighs today, $10 samples.
-- Of the samples the first ten are kept.
UPDATE check_trial t
   SET position = $3::uuid, pieces = t.pieces + $5::int4,
       would_fire = t.would_fire + $6::int4, would_weigh = t.would_weigh + $7::int4,
       fires = t.fires + $8::int4, weighs = t.weighs + $9::int4,
       samples = coalesce((SELECT jsonb_agg(k.sample ORDER BY k.n)
                             FROM jsonb_array_elements(t.samples || $10::text::jsonb)
                               WITH ORDINALITY k(sample, n) WHERE k.n <= 10), '[]'),
       state = CASE WHEN $4::bool THEN 'done' ELSE 'owed' END,
       done_at = CASE WHEN $4::bool THEN now() END,
       ready_at = now(), claim = NULL, attempts = 0
 WHERE t.id = $1::uuid AND t.claim = $2::uuid AND t.state = 'owed'
RETURNING t.state = 'owed' AS is_owed;
