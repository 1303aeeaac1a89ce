-- The acceptance test of the whole design: at each stage, what came in is pending, done or
-- dead-lettered, and nothing else.  One snapshot.  Stages: validation of each submission,
-- computation of each cell that has facts, notice of each validation. Each is counted once: as
-- pending, else dead-lettered, else done.  "twice" counts pending rows that outlived their own
-- effect, although one statement writes the effect and deletes the row: a submission that has its
-- verdict and is pending without having been enqueued again; a message that is finished and still
-- stored.
WITH owed_piece AS (
  SELECT m.subject_id, bool_or(m.payload NOT IN ('again', 'compare')) AS is_first
    FROM message m WHERE m.stage IN (1, 2) GROUP BY m.subject_id),
dead_piece AS (
  SELECT d.subject_id, bool_or(d.payload NOT IN ('again', 'compare')) AS is_first
    FROM dead_letter d WHERE d.stage IN (1, 2) GROUP BY d.subject_id),
pieces AS (
  SELECT count(*) AS accepted,
         count(*) FILTER (WHERE o.subject_id IS NOT NULL) AS owed,
         count(*) FILTER (WHERE o.subject_id IS NULL AND d.subject_id IS NOT NULL) AS dead,
         count(*) FILTER (WHERE o.subject_id IS NULL AND d.subject_id IS NULL
                            AND v.submission_id IS NOT NULL) AS done,
         count(*) FILTER (WHERE v.submission_id IS NOT NULL
                            AND (o.is_first OR d.is_first)) AS twice
    FROM submission s
    LEFT JOIN validation v ON v.submission_id = s.id
    LEFT JOIN owed_piece o ON o.subject_id = s.id
    LEFT JOIN dead_piece d ON d.subject_id = s.id),
cell AS (
  SELECT campaign_id, unit_id, 'cell' AS kind, criterion_id FROM evidence_fact
  UNION SELECT campaign_id, unit_id, kind, criterion_id FROM recompute
  UNION SELECT campaign_id, unit_id, 'cell', criterion_id FROM score),
cells AS (
  SELECT count(*) AS accepted,
         count(*) FILTER (WHERE r.campaign_id IS NULL AND s.campaign_id IS NOT NULL) AS done,
         count(*) FILTER (WHERE r.campaign_id IS NOT NULL AND r.reason IS NULL) AS owed,
         count(*) FILTER (WHERE r.reason IS NOT NULL) AS dead
    FROM cell
    LEFT JOIN recompute r USING (campaign_id, unit_id, kind, criterion_id)
    LEFT JOIN score s USING (campaign_id, unit_id, criterion_id)),
notices AS (
  SELECT count(*) AS accepted,
         count(*) FILTER (WHERE m.subject_id IS NULL AND t.subject_id IS NOT NULL) AS done,
         count(*) FILTER (WHERE m.subject_id IS NOT NULL) AS owed,
         count(*) FILTER (WHERE m.subject_id IS NULL AND t.subject_id IS NULL
                            AND d.subject_id IS NOT NULL) AS dead,
         (SELECT count(*) FROM message m JOIN told t ON t.subject_id = m.subject_id
           WHERE m.stage = 4 AND t.message_id = m.id) AS twice
    FROM validation v
    LEFT JOIN (SELECT DISTINCT subject_id FROM message WHERE stage = 4) m
           ON m.subject_id = v.submission_id
    LEFT JOIN told t ON t.subject_id = v.submission_id
    LEFT JOIN (SELECT DISTINCT subject_id FROM dead_letter WHERE stage = 4) d
           ON d.subject_id = v.submission_id)
SELECT json_build_object(
         'validation', json_build_object('accepted', p.accepted, 'owed', p.owed, 'done', p.done,
                                         'dead', p.dead, 'twice', p.twice),
         'scoring', json_build_object('accepted', c.accepted, 'owed', c.owed, 'done', c.done,
                                      'dead', c.dead),
         'notification', json_build_object('accepted', n.accepted, 'owed', n.owed,
                                           'done', n.done, 'dead', n.dead,
                                           'twice', n.twice),
         'balances', p.accepted = p.owed + p.done + p.dead AND c.accepted = c.owed + c.done + c.dead
                     AND n.accepted = n.owed + n.done + n.dead AND p.twice + n.twice = 0)::text
  FROM pieces p, cells c, notices n;
