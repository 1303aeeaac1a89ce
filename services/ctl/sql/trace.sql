-- The life of one submission: what has happened (by time), what is pending, what failed.
-- $1 submission, $2 hashes and $3 names of its files.
-- A verdict and a score have the time of the last one; a submission that was dated back has that
-- day's noon as the time of its acceptance.
WITH subject AS (
  SELECT s.*, coalesce(s.trace, s.id) AS line, c.code AS campaign, u.code AS unit, a.username
    FROM submission s
    JOIN campaign c ON c.id = s.campaign_id
    JOIN unit u ON u.id = s.unit_id
    LEFT JOIN account a ON a.id = s.account_id
   WHERE s.id = $1::uuid),
notice AS MATERIALIZED (
  SELECT n.*, (ARRAY['inbox', 'e-mail', 'webhook'])[n.channel] AS way
    FROM subject s JOIN notification n ON n.trace = s.line AND n.channel > 1
   WHERE n.evidence_id = s.evidence_id
  UNION ALL                                  -- inboxes that may have been notified
  SELECT n.*, 'inbox'
    FROM subject s
    JOIN account a ON a.id = s.account_id OR a.unit_id = s.unit_id
   CROSS JOIN LATERAL (
     SELECT * FROM notification i
      WHERE i.channel = 1 AND i.account_id = a.id
        AND i.created_at >= (SELECT t.at FROM told t WHERE t.subject_id = s.id)
        AND i.trace = s.line AND i.evidence_id = s.evidence_id) n),
event (at, what) AS (
  SELECT received_at, jsonb_build_object('event', 'accepted') FROM subject
  UNION ALL
  SELECT r.read_at, jsonb_build_object('event', 'read', 'file', f.name, 'type', r.media_type,
                                       'problem', nullif(r.problem, ''))
    FROM unnest($2::bytea[], $3::text[]) AS f(hash, name) JOIN file_reading r ON r.hash = f.hash
  UNION ALL
  SELECT v.at, jsonb_build_object('event', 'judged', 'findings', jsonb_array_length(v.findings),
                                  'verdict', (ARRAY['valid', 'mend', 'invalid'])[v.verdict])
    FROM validation v WHERE v.submission_id = $1::uuid
  UNION ALL
  SELECT k.computed_at, jsonb_build_object(
           'event', 'scored', 'criterion', t.code, 'value', k.value::text,
           'state', (ARRAY['computed', 'person', 'not_applicable'])[k.state],
           'cell', concat_ws('/', k.campaign_id, k.unit_id, k.criterion_id))
    FROM subject s
    JOIN score k ON k.campaign_id = s.campaign_id AND k.unit_id = s.unit_id
                AND k.criterion_id = ANY (s.criterion_ids)
    JOIN criterion t ON t.id = k.criterion_id
  UNION ALL
  SELECT t.at, jsonb_build_object('event', 'notified', 'recipients', t.told_count)
    FROM told t WHERE t.subject_id = $1::uuid
  UNION ALL
  SELECT n.sent_at, jsonb_build_object('event', 'delivered', 'channel', n.way, 'to', a.username,
                                       'attempts', nullif(n.attempts, 0))
    FROM notice n LEFT JOIN account a ON a.id = n.account_id WHERE n.state = 2
  UNION ALL
  SELECT n.read_at, jsonb_build_object('event', 'opened', 'channel', n.way, 'to', a.username)
    FROM notice n LEFT JOIN account a ON a.id = n.account_id WHERE n.read_at IS NOT NULL),
pending (next_at, what) AS (
  SELECT m.ready_at, jsonb_build_object(
           'stage', (ARRAY['read', 'validate', 'score', 'notify'])[m.stage],
           'attempts', m.attempts, 'enqueued_at', m.born_at,
           'why', CASE WHEN m.payload IN ('again', 'compare') THEN convert_from(m.payload, 'UTF8') END)
    FROM message m WHERE m.stage IN (1, 2, 4) AND m.subject_id = $1::uuid
  UNION ALL
  SELECT r.ready_at, jsonb_build_object(
           'stage', 'score', 'attempts', r.attempts,
           'cell', concat_ws('/', r.campaign_id, r.unit_id,
                             CASE r.kind WHEN 'cell' THEN r.criterion_id::text ELSE r.kind END))
    FROM subject s
    JOIN recompute r ON r.campaign_id = s.campaign_id AND r.unit_id = s.unit_id
                    AND (r.kind <> 'cell' OR r.criterion_id = ANY (s.criterion_ids))
   WHERE r.reason IS NULL
  UNION ALL
  SELECT n.claimed_until, jsonb_build_object('stage', 'send', 'channel', n.way,
                                             'attempts', n.attempts, 'enqueued_at', n.created_at)
    FROM notice n WHERE n.state IN (0, 1)),
failed (at, what) AS (
  SELECT d.died_at, jsonb_build_object(
           'stage', (ARRAY['read', 'validate', 'score', 'notify'])[d.stage],
           'attempts', d.attempts, 'reason', d.reason)
    FROM dead_letter d WHERE d.stage IN (1, 2, 4) AND d.subject_id = $1::uuid
  UNION ALL
  SELECT r.ready_at, jsonb_build_object(
           'stage', 'score', 'attempts', r.attempts, 'reason', r.reason,
           'cell', concat_ws('/', r.campaign_id, r.unit_id,
                             CASE r.kind WHEN 'cell' THEN r.criterion_id::text ELSE r.kind END))
    FROM subject s
    JOIN recompute r ON r.campaign_id = s.campaign_id AND r.unit_id = s.unit_id
                    AND (r.kind <> 'cell' OR r.criterion_id = ANY (s.criterion_ids))
   WHERE r.reason IS NOT NULL
  UNION ALL
  SELECT n.created_at, jsonb_build_object(
           'stage', 'send', 'channel', n.way, 'attempts', n.attempts,
           'reason', CASE n.state WHEN 3 THEN coalesce(n.provider_ref, 'given up')
                                  ELSE 'its end is not known' END)
    FROM notice n WHERE n.state IN (3, 4))
SELECT json_build_object(
         'trace', s.line, 'submission', s.id, 'evidence', s.evidence_id, 'revision', s.revision,
         'is_current', s.is_current, 'campaign', s.campaign, 'unit', s.unit, 'account', s.username,
         'events', (SELECT coalesce(json_agg(jsonb_build_object('at', at) || jsonb_strip_nulls(what)
                                             ORDER BY at), '[]') FROM event),
         'pending', (SELECT coalesce(json_agg(jsonb_build_object('next_at', next_at)
                                              || jsonb_strip_nulls(what) ORDER BY next_at), '[]')
                       FROM pending),
         'failed', (SELECT coalesce(json_agg(jsonb_build_object('at', at) || jsonb_strip_nulls(what)
                                             ORDER BY at), '[]') FROM failed))::text
  FROM subject s;
