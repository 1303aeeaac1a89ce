-- Publishes the result of one campaign and, in the same statement, owes every unit
-- the news of it.  Only while nothing is owed that could still change a number, only
-- if the units told are the campaign's, and only once: again says "published".
-- $1 campaign, $2 units, $3 messages, $4 subjects, $5 notices.
WITH chosen AS (
  SELECT c.id, c.code, c.state,
         EXISTS (SELECT FROM recompute r WHERE r.campaign_id = c.id)
         OR EXISTS (SELECT FROM message m JOIN submission s ON s.id = m.subject_id
                     WHERE m.stage IN (1, 2) AND s.campaign_id = c.id)
         OR ARRAY(SELECT m.unit_id FROM campaign_unit m
                   WHERE m.campaign_id = c.id ORDER BY m.unit_id) <> $2::int[] AS is_busy
    FROM campaign c
   WHERE c.code = $1::text AND c.province_id = ANY ((SELECT app_readable_units())::int[])),
published AS (
  UPDATE campaign c SET state = 'published'
    FROM chosen h
   WHERE c.id = h.id AND c.state IN ('open', 'closed') AND NOT h.is_busy
  RETURNING c.id),
owed AS (
  INSERT INTO message_notify (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT w.message_id, 4, w.subject_id, 0, now(), 1, w.notice
    FROM published p
   CROSS JOIN unnest($3::uuid[], $4::uuid[], $5::bytea[]) AS w(message_id, subject_id, notice))
SELECT json_build_object(
         'code', h.code,
         'state', CASE WHEN EXISTS (SELECT FROM published) THEN 'published'
                       WHEN h.state IN ('open', 'closed') THEN 'busy'
                       ELSE h.state END)::text
  FROM chosen h;
