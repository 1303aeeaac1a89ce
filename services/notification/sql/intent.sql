-- Stores the notifications of a notice before any is sent: one commit deletes the finished messages
-- and inserts each recipient's notification.  The row itself is the inbox's entry; other channels
-- begin as pending, one for each address.  The same occasion never makes a second notification for
-- the same recipient: the id is computed from both.  An account without an address on a channel
-- gets no notification there, and is not counted.  A system gets those of its own unit and of all
-- units below it.
-- $1 message, $2 kind, $3 campaign, $4 unit, $5 account that submitted, $6 evidence item,
-- $7 subject, $8 notice, $9 trace, $10 page to open, $11 details.
WITH RECURSIVE input AS (
  SELECT DISTINCT ON (id) *
    FROM unnest($1::uuid[], $2::int2[], $3::int[], $4::int[], $5::int[], $6::uuid[], $7::text[],
                $8::bytea[], $9::uuid[], $10::text[], $11::text[])
      AS t(id, kind, campaign_id, unit_id, account_id, evidence_id, subject, notice, trace, place, details)
   ORDER BY id),
mine AS (
  SELECT id FROM message WHERE stage = 4 AND id = ANY ($1::uuid[]) ORDER BY id
     FOR UPDATE SKIP LOCKED),
done AS (
  DELETE FROM message m WHERE m.stage = 4 AND m.id = ANY (ARRAY(SELECT id FROM mine))
  RETURNING m.id, m.subject_id),
work AS (SELECT d.subject_id, i.* FROM done d JOIN input i USING (id)),
above AS (                                   -- each unit with those that it is part of
  SELECT DISTINCT unit_id AS unit, unit_id AS id FROM work
   WHERE EXISTS (SELECT FROM account WHERE role = 'system')
  UNION
  SELECT b.unit, u.parent_id FROM above b JOIN unit u ON u.id = b.id
   WHERE u.parent_id IS NOT NULL),
concerned AS (
  SELECT w.id, a.id AS who, r.channel
    FROM work w
    JOIN notification_rule r ON r.kind = w.kind AND r.role = 'author'
    JOIN account a ON a.id = w.account_id AND a.is_active
  UNION
  SELECT w.id, a.id, r.channel
    FROM work w
    JOIN notification_rule r ON r.kind = w.kind AND r.role NOT IN ('author', 'system')
    JOIN account a ON a.unit_id = w.unit_id AND a.role = r.role AND a.is_active
  UNION
  SELECT w.id, a.id, r.channel
    FROM work w
    JOIN notification_rule r ON r.kind = w.kind AND r.role = 'system'
    JOIN account a ON a.role = 'system' AND a.is_active
                  AND (a.unit_id IS NULL OR EXISTS (SELECT FROM above b
                         WHERE b.unit = w.unit_id AND b.id = a.unit_id))),
recipient AS (
  SELECT id, who, channel, '' AS target FROM concerned WHERE channel = 1
  UNION ALL
  SELECT c.id, c.who, c.channel, d.target
    FROM concerned c JOIN address d ON d.account_id = c.who AND d.channel = c.channel),
told_now AS (
  INSERT INTO notification (id, account_id, unit_id, campaign_id, kind, channel, target, notice,
                            subject, evidence_id, state, claimed_until, sent_at, trace, place, details)
  SELECT md5(w.subject_id || '/' || w.kind || '/' || r.channel || '/' || r.who || '/' || r.target)::uuid,
         r.who, w.unit_id, w.campaign_id, w.kind, r.channel, r.target, w.notice, w.subject,
         w.evidence_id, CASE WHEN r.channel = 1 THEN 2 ELSE 0 END,
         CASE WHEN r.channel > 1 THEN now() END, CASE WHEN r.channel = 1 THEN now() END,
         w.trace, w.place, w.details
    FROM work w JOIN recipient r USING (id)
  ON CONFLICT (id) DO NOTHING
  RETURNING channel),
ledger AS (
  INSERT INTO told (subject_id, message_id, told_count)
  SELECT DISTINCT ON (w.subject_id) w.subject_id, w.id, coalesce(n.told, 0)
    FROM work w
    LEFT JOIN (SELECT id, count(*) AS told FROM recipient GROUP BY id) n USING (id)
   ORDER BY w.subject_id
  ON CONFLICT (subject_id) DO UPDATE
     SET message_id = excluded.message_id, told_count = told.told_count + excluded.told_count)
SELECT (SELECT count(*) FROM done) AS done,
       (SELECT count(*) FROM told_now WHERE channel > 1) AS pending;
