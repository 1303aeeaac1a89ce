-- Stores the figures and the cited document of submissions in their current revisions; deletes
-- those of earlier revisions. Runs before the others' are read, so that of two submissions that are
-- judged at the same time one sees the other. Existing rows are not written again. Where a figure of
-- an earlier revision is no longer there, the submissions whose verdict read it are enqueued again.
-- $1 submissions. Figures: $2 submission, $3 key, $4 shape, $5 name, $6 amount.
-- Documents: $7 submission, $8 symbol.
WITH kept AS MATERIALIZED (                  -- against a revision at this instant
  SELECT s.id, s.evidence_id, s.revision, s.campaign_id, s.unit_id, s.criterion_ids, s.kind,
         s.occurred_on, s.received_at
    FROM submission s WHERE s.id = ANY ($1::uuid[]) AND s.is_current ORDER BY s.id FOR SHARE),
given AS MATERIALIZED (
  SELECT DISTINCT ON (g.submission_id, g.key, g.shape) g.*
    FROM unnest($2::uuid[], $3::text[], $4::int2[], $5::text[], $6::text[])
      WITH ORDINALITY AS g(submission_id, key, shape, name, amount, place)
   ORDER BY g.submission_id, g.key, g.shape, g.place),
cited AS MATERIALIZED (
  SELECT * FROM unnest($7::uuid[], $8::text[]) AS c(submission_id, symbol)),
figures_gone AS (
  DELETE FROM figure_value
   WHERE ctid = ANY (ARRAY(
     SELECT old.ctid
       FROM kept k
      CROSS JOIN LATERAL (SELECT f.ctid FROM figure_value f
                           WHERE f.evidence_id = k.evidence_id AND f.submission_id <> k.id
                          OFFSET 0) old
      WHERE k.revision > 1))
  RETURNING campaign_id, unit_id, key, shape, criteria, occurred_on, evidence_id),
again AS (
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, b.id, 0, now(), 1, 'again'
    FROM (SELECT DISTINCT b.id
            FROM figures_gone g
           CROSS JOIN LATERAL figures_beside(g.campaign_id, g.unit_id, g.key, g.shape, g.criteria,
                                             g.occurred_on, g.evidence_id, true) AS b(id)
           WHERE NOT EXISTS (SELECT FROM given n JOIN kept k ON k.id = n.submission_id
                              WHERE k.evidence_id = g.evidence_id
                                AND (n.key, n.shape) = (g.key, g.shape))) b),
cited_gone AS (
  DELETE FROM document_cited
   WHERE ctid = ANY (ARRAY(
     SELECT old.ctid
       FROM kept k
      CROSS JOIN LATERAL (SELECT d.ctid FROM document_cited d
                           WHERE d.evidence_id = k.evidence_id AND d.submission_id <> k.id
                          OFFSET 0) old
      WHERE k.revision > 1))),
figures_put AS (
  INSERT INTO figure_value (evidence_id, submission_id, key, shape, name, amount, campaign_id, unit_id,
                            criteria, kind, occurred_on)
  SELECT k.evidence_id, k.id, g.key, g.shape, g.name, g.amount::numeric, k.campaign_id, k.unit_id,
         coalesce((SELECT array_agg(c.code ORDER BY c.code) FROM criterion c
                    WHERE c.id = ANY (k.criterion_ids)), '{}'),
         k.kind, k.occurred_on
    FROM kept k JOIN given g ON g.submission_id = k.id
   ORDER BY k.evidence_id, k.id, g.key, g.shape
  ON CONFLICT DO NOTHING
  RETURNING 1),
cited_put AS (
  INSERT INTO document_cited (evidence_id, submission_id, campaign_id, unit_id, symbol, criterion_ids, filed_at)
  SELECT DISTINCT ON (k.evidence_id, k.id)
         k.evidence_id, k.id, k.campaign_id, k.unit_id, c.symbol, k.criterion_ids, k.received_at
    FROM kept k JOIN cited c ON c.submission_id = k.id
   ORDER BY k.evidence_id, k.id
  ON CONFLICT DO NOTHING
  RETURNING 1)
SELECT (SELECT count(*) FROM figures_put) + (SELECT count(*) FROM cited_put) AS written;
