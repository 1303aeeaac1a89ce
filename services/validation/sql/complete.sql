-- A batch of verdicts in one commit: deletes the messages; stores verdicts, fingerprints and facts;
-- marks cells dirty; enqueues the notices.
-- Messages: $1 id, $2 submission, $3 verdict, $4 findings, $5 days late,
--           $6 next message, $7 its lease in ms (0: inserted due), $8 notice.
-- Facts:    $9 next message of their verdict, $10 criterion, $11 figure, $12 amount.
-- Contents that the submission was the first to file, as far as it knew:
--           $13 fingerprint, $14 next message of that verdict.
-- $15 schema. $16 submissions that turned out to be near copies, or read differently beside these.
-- $17 submissions of the batch that are not compared yet, $18 in so many ms.
-- Pages cited: $19 next message of that verdict, $20 page, $21 URL, $22 the page's generation
--           that the verdict knew; a submission is enqueued again if there is a later one.
-- $23 quality of each message's submission, NULL for none.
-- $24 the newest change of the checks of each submission's campaign that it was judged with.
-- Messages that a verdict ends, as known when it was begun: $25 id, $26 the message of the verdict.
-- A verdict that equals the one before makes no notice.
-- Evidence that is held for a closed unit has no facts.  Those of a unit that the inspectors have
-- closed do not move, but for evidence that was taken since.
-- A submission may be in the batch more than once (a pushed and a polled copy, or enqueued again):
-- one verdict is taken, with its own facts; the next message tells them apart.
-- A content turns out to have an earlier filer only when two submissions are validated at the same
-- time or an older record comes later, and so do near copies: the wrong one is enqueued again, and
-- its message says so, since it keeps its verdict meanwhile (minhchung ledger). So are those that read
-- whether the figures of a submission count, where that changes.
-- A verdict ends all messages of its submission that it knew, so the older of two verdicts that are
-- made at the same time is dropped with its message. One of them that is just being finished by
-- another may change what was read here: then the verdict is deferred and made once more.
WITH input AS (
  SELECT DISTINCT ON (id) *
    FROM unnest($1::uuid[], $2::uuid[], $3::int2[], $4::text[], $5::int[], $6::uuid[], $7::int[],
                $8::bytea[], $23::text[], $24::int8[])
      AS t(id, submission_id, verdict, findings, days_late, next_id, lease_ms, notice, quality,
           settings)
   ORDER BY id),
ended AS MATERIALIZED (
  SELECT * FROM unnest($25::uuid[], $26::uuid[]) AS e(id, by)),
locked AS MATERIALIZED (
  SELECT id FROM message WHERE stage = 2 AND id = ANY ($1::uuid[] || $25::uuid[]) ORDER BY id
     FOR UPDATE SKIP LOCKED),
busy AS (
  SELECT e.by FROM ended e JOIN message m ON m.stage = 2 AND m.id = e.id
   WHERE e.id NOT IN (SELECT id FROM locked)),
mine AS MATERIALIZED (
  SELECT id FROM locked WHERE id = ANY ($1::uuid[]) AND id NOT IN (SELECT by FROM busy)),
deferred AS (
  UPDATE message SET ready_at = now()
   WHERE stage = 2 AND id = ANY (ARRAY(
     SELECT id FROM locked WHERE id = ANY ($1::uuid[]) AND id IN (SELECT by FROM busy)))),
done AS (
  DELETE FROM message m
   WHERE m.stage = 2 AND m.id = ANY (ARRAY(
     SELECT id FROM mine UNION SELECT e.id FROM ended e JOIN mine ON mine.id = e.by))
  RETURNING m.id),
kept AS MATERIALIZED (                       -- against a revision at this instant
  SELECT s.id, s.evidence_id, s.revision, s.campaign_id, s.unit_id, s.criterion_ids, s.is_current,
         s.received_at, s.occurred_on, s.held_in, s.withdrawn_at
    FROM submission s
   WHERE s.id = ANY (ARRAY(SELECT i.submission_id FROM done d JOIN input i USING (id)))
   ORDER BY s.id FOR SHARE),
closed AS MATERIALIZED (
  SELECT c.* FROM (SELECT array_agg(campaign_id) AS campaigns, array_agg(unit_id) AS units FROM kept) k
   CROSS JOIN LATERAL closed_units(k.campaigns, k.units) c),
work AS MATERIALIZED (
  SELECT DISTINCT ON (k.id) k.*, i.verdict, i.findings, i.days_late, i.next_id, i.lease_ms, i.notice,
         i.quality, i.settings,
         k.is_current AND (c.state IS NULL OR c.state = 'self_closed'
           OR EXISTS (SELECT FROM submission_taken t WHERE t.submission_id = k.id)) AS moves
    FROM done d JOIN input i USING (id) JOIN kept k ON k.id = i.submission_id
    LEFT JOIN closed c ON c.campaign_id = k.campaign_id AND c.unit_id = k.unit_id
   ORDER BY k.id, i.id),
verdicts AS (
  INSERT INTO validation (submission_id, verdict, findings, quality, settings_version)
  SELECT id, verdict, findings::jsonb, quality::jsonb, settings FROM work ORDER BY id
  ON CONFLICT (submission_id) DO UPDATE
     SET verdict = excluded.verdict, findings = excluded.findings, quality = excluded.quality,
         settings_version = excluded.settings_version, at = now()),
figured AS (                                 -- values count beside others unless they need fixing
  UPDATE figure_value f SET counts = w.verdict = 1
    FROM work w
   WHERE f.submission_id = w.id AND f.ctid = ANY (ARRAY(
     SELECT old.ctid
       FROM work o
      CROSS JOIN LATERAL (SELECT v.ctid, v.counts FROM figure_value v
                           WHERE v.evidence_id = o.evidence_id AND v.submission_id = o.id
                          OFFSET 0) old
      WHERE old.counts <> (o.verdict = 1)))
  RETURNING f.campaign_id, f.unit_id, f.key, f.shape, f.criteria, f.occurred_on, f.evidence_id),
fact AS MATERIALIZED (
  SELECT w.campaign_id, w.unit_id, f.criterion_id, w.evidence_id, f.figure, f.amount::numeric,
         w.occurred_on, w.days_late
    FROM unnest($9::uuid[], $10::int[], $11::int2[], $12::text[])
      AS f(next_id, criterion_id, figure, amount)
    JOIN work w ON w.next_id = f.next_id AND w.moves AND w.held_in IS NULL),
gone AS (                                    -- what an earlier verdict or revision counted
  DELETE FROM evidence_fact
   WHERE ctid = ANY (ARRAY(                  -- by the index for each submission, however few rows
     SELECT old.ctid                         -- there were when the plan was made
       FROM work w
      CROSS JOIN LATERAL unnest(w.criterion_ids || coalesce((
              SELECT array_agg(DISTINCT o.c) FROM (
                SELECT unnest(s.criterion_ids) AS c FROM submission s
                 WHERE w.revision > 1 AND s.id = w.evidence_id
                UNION ALL
                SELECT unnest(s.criterion_ids) FROM submission s
                 WHERE w.revision > 1 AND s.evidence_id = w.evidence_id AND s.revision > 1) o),
              '{}')) AS c(id)
      CROSS JOIN LATERAL (
        SELECT e.ctid, e.criterion_id, e.figure FROM evidence_fact e
         WHERE e.campaign_id = w.campaign_id AND e.unit_id = w.unit_id
           AND e.criterion_id = c.id AND e.evidence_id = w.evidence_id
         OFFSET 0) old
      WHERE w.moves
        AND NOT EXISTS (SELECT FROM fact f
                         WHERE f.evidence_id = w.evidence_id AND f.criterion_id = old.criterion_id
                           AND f.figure = old.figure)))
  RETURNING campaign_id, unit_id, criterion_id),
put AS (                                     -- what is unchanged marks nothing
  INSERT INTO evidence_fact AS e (campaign_id, unit_id, criterion_id, evidence_id, figure, amount,
                             occurred_on, days_late)
  SELECT * FROM fact ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (campaign_id, unit_id, criterion_id, evidence_id, figure) DO UPDATE
     SET amount = excluded.amount, occurred_on = excluded.occurred_on,
         days_late = excluded.days_late
   WHERE (e.amount, e.occurred_on, e.days_late)
         IS DISTINCT FROM (excluded.amount, excluded.occurred_on, excluded.days_late)
  RETURNING campaign_id, unit_id, criterion_id),
marks AS (                                   -- in key order: no deadlock between batches
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT campaign_id, unit_id, criterion_id FROM (
    SELECT campaign_id, unit_id, criterion_id FROM gone
    UNION
    SELECT campaign_id, unit_id, criterion_id FROM put) touched
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL),
claimed AS (
  SELECT DISTINCT ON (c.hash) c.hash, w.evidence_id, w.id AS submission_id, w.unit_id,
         w.received_at AS filed_at
    FROM unnest($13::uuid[], $14::uuid[]) AS c(hash, next_id)
    JOIN work w ON w.next_id = c.next_id AND w.withdrawn_at IS NULL
   ORDER BY c.hash, w.received_at, w.id),
owned AS (
  INSERT INTO fingerprint AS f (hash, evidence_id, submission_id, unit_id, filed_at)
  SELECT hash, evidence_id, submission_id, unit_id, filed_at FROM claimed ORDER BY hash
  ON CONFLICT (hash) DO UPDATE
     SET evidence_id = excluded.evidence_id, submission_id = excluded.submission_id,
         unit_id = excluded.unit_id, filed_at = excluded.filed_at,
         displaced_id = CASE WHEN f.evidence_id <> excluded.evidence_id THEN f.submission_id END
   WHERE f.evidence_id = excluded.evidence_id
      OR EXISTS (SELECT FROM submission s WHERE s.id = f.submission_id AND s.withdrawn_at IS NOT NULL)
      OR (excluded.filed_at, excluded.submission_id) < (f.filed_at, f.submission_id)
  RETURNING f.hash, f.submission_id, f.displaced_id),
cited AS (
  INSERT INTO link_use AS u (submission_id, page, url, generation)
  SELECT w.id, c.page, c.url, c.generation
    FROM unnest($19::uuid[], $20::uuid[], $21::text[], $22::int[])
      AS c(next_id, page, url, generation)
    JOIN work w ON w.next_id = c.next_id AND w.is_current
   ORDER BY c.page
  ON CONFLICT (submission_id) DO UPDATE
     SET generation = excluded.generation, is_stale = excluded.is_stale
  RETURNING u.submission_id, u.is_stale),
wrong AS (
  SELECT submission_id AS id FROM cited WHERE is_stale
  UNION
  SELECT displaced_id FROM owned WHERE displaced_id IS NOT NULL
  UNION
  SELECT c.submission_id FROM claimed c
   WHERE NOT EXISTS (SELECT FROM owned o WHERE o.hash = c.hash)
  UNION
  SELECT b.id FROM figured f
   CROSS JOIN LATERAL figures_beside(f.campaign_id, f.unit_id, f.key, f.shape, f.criteria,
                                     f.occurred_on, f.evidence_id, false) AS b(id)
  UNION
  SELECT l.id FROM unnest($16::uuid[]) AS l(id) WHERE EXISTS (SELECT FROM done)),
waiting AS MATERIALIZED (                    -- and cannot be taken before this is stored
  SELECT m.subject_id FROM message m
   WHERE m.stage = 2 AND m.subject_id = ANY (ARRAY(SELECT id FROM wrong)) AND m.attempts = 0
     AND m.payload IN ('', 'again') AND m.id NOT IN (SELECT id FROM ended)
   ORDER BY m.id
     FOR UPDATE SKIP LOCKED),
again AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, id, 0, now(), $15::int4::int2, 'again' FROM wrong
   WHERE id NOT IN (SELECT subject_id FROM waiting)),
compare AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, w.id, 0, now() + $18::int4 * interval '1 millisecond', $15::int4::int2,
         'compare'
    FROM work w WHERE w.id = ANY ($17::uuid[])),
next AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT next_id, 4, id, CASE WHEN lease_ms > 0 THEN 1 ELSE 0 END,
         now() + lease_ms * interval '1 millisecond', $15::int4::int2, notice
    FROM work w
   WHERE NOT EXISTS (SELECT FROM validation v
                      WHERE v.submission_id = w.id AND v.verdict = w.verdict)
  RETURNING id)
SELECT id, false AS is_next, (SELECT count(*) FROM wrong) AS wrong FROM mine
UNION ALL
SELECT id, true, 0 FROM next;
