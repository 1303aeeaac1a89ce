-- The same rows into the same tables and indexes by one hand-written statement: the most that
-- PostgreSQL can do here, the limit of ingest. A batch of 256.
WITH fresh AS (
  INSERT INTO limit_submission (id, evidence_id, revision, campaign_id, unit_id, account_id,
                                criterion_ids, kind, title, occurred_on, body_hash, body, schema)
  SELECT i, i, 1, 1, n % 10 + 1, 1, '{1}', 'other', 'Hoạt động số ' || n, date '2023-06-01',
         decode(repeat('ab', 32), 'hex'), decode(repeat('0123456789abcdef', 56), 'hex'), 1
    FROM (SELECT gen_random_uuid() AS i, n FROM generate_series(1, 256) n) rows
  RETURNING id)
INSERT INTO limit_message (id, stage, subject_id, attempts, ready_at, schema, payload)
SELECT gen_random_uuid(), 2, id, 0, now(), 1, '' FROM fresh;
