-- The context of the figures of submissions. Of each figure at most 64 values of the unit, the last
-- value of at most 64 peers, one of each of at most 256 units below. Values of submissions that need
-- fixing come apart, at most 32, and count only among the peers. Whatever a unit filed, at most 96 rows are read of its own values and 64 of
-- another's: the index holds all that decides which, and what is tested behind it (the criteria, a
-- revision since) is tested on the last so many.
-- $1 submission, $2 key, $3 shape.
-- Rows: which (from 1), relation: 1 a value of the unit itself, the latest first; 2 the values of
-- the peers in one line, each with what its verdict reads and its submission; 3 how many units below, how many filed it, their sum; 4 a submission of
-- the unit above that this one, with all beside it, now contradicts or confirms; 5 the target of
-- the submission's first criterion that has one; 6 how many members the unit has on the day, where
-- a figure or a rule is about members; 7 a value of the unit itself in a submission that needs fixing.
-- The last column is what the stored verdict reads of figures (enum past_reads).
WITH asked AS MATERIALIZED (
  SELECT q.place::int AS place, q.key, q.shape, s.id, s.evidence_id, s.campaign_id, s.unit_id,
         s.occurred_on, m.peer_group, u.parent_id,
         coalesce((SELECT array_agg(c.code ORDER BY c.code) FROM criterion c
                    WHERE c.id = ANY (s.criterion_ids)), '{}') AS criteria
    FROM unnest($1::uuid[], $2::text[], $3::int2[]) WITH ORDINALITY AS q(id, key, shape, place)
    JOIN submission s ON s.id = q.id
    JOIN unit u ON u.id = s.unit_id
    LEFT JOIN campaign_unit m ON m.campaign_id = s.campaign_id AND m.unit_id = s.unit_id),
own AS (
  SELECT a.place, o.*
    FROM asked a
   CROSS JOIN LATERAL (
     SELECT f.submission_id, f.amount, f.occurred_on, f.shape, f.campaign_id = a.campaign_id AS is_same_campaign,
            f.criteria && a.criteria AS is_same_criterion, s.title
       FROM (SELECT * FROM figure_value l
              WHERE l.unit_id = a.unit_id AND l.key = a.key AND l.counts
              ORDER BY l.occurred_on DESC LIMIT 96) f
      CROSS JOIN LATERAL (SELECT title FROM submission c
                           WHERE c.id = f.submission_id AND c.is_current OFFSET 0) s
      WHERE f.evidence_id <> a.evidence_id
      ORDER BY f.occurred_on DESC
      LIMIT 64) o),
hidden AS (
  SELECT a.place, o.*
    FROM asked a
   CROSS JOIN LATERAL (
     SELECT f.submission_id, f.amount, f.occurred_on, f.shape, true AS is_same_campaign,
            f.criteria && a.criteria AS is_same_criterion, s.title
       FROM (VALUES (0::int2), (1::int2), (2::int2)) v(shape)
      CROSS JOIN LATERAL (
        SELECT * FROM figure_value l
         WHERE l.campaign_id = a.campaign_id AND l.unit_id = a.unit_id AND l.key = a.key
           AND l.shape = v.shape AND l.counts = false
         ORDER BY l.occurred_on DESC LIMIT 32) f
      CROSS JOIN LATERAL (SELECT title FROM submission c
                           WHERE c.id = f.submission_id AND c.is_current OFFSET 0) s
      WHERE f.evidence_id <> a.evidence_id
      ORDER BY f.occurred_on DESC
      LIMIT 32) o),
circle AS MATERIALIZED (                     -- once for many submissions with the same figure
  SELECT DISTINCT campaign_id, peer_group, key, shape, criteria FROM asked WHERE peer_group IS NOT NULL),
peer AS MATERIALIZED (
  SELECT c.campaign_id, c.peer_group, c.key, c.shape, c.criteria, p.unit_id, o.amount, o.submission_id,
         figure_reads(o.submission_id) AS reads
    FROM circle c
   CROSS JOIN LATERAL (
     SELECT m.unit_id FROM campaign_unit m
      WHERE m.campaign_id = c.campaign_id AND m.peer_group = c.peer_group
      ORDER BY m.campaign_id, m.peer_group, m.unit_id LIMIT 65) p
   CROSS JOIN LATERAL (
     SELECT f.amount, f.submission_id
       FROM (VALUES (true), (false)) v(counts)
      CROSS JOIN LATERAL (
        SELECT * FROM figure_value l
         WHERE l.campaign_id = c.campaign_id AND l.unit_id = p.unit_id AND l.key = c.key
           AND l.shape = c.shape AND l.counts = v.counts
         ORDER BY l.occurred_on DESC LIMIT 64) f
      CROSS JOIN LATERAL (SELECT FROM submission s
                           WHERE s.id = f.submission_id AND s.is_current OFFSET 0) s
      WHERE f.criteria && c.criteria
      ORDER BY f.occurred_on DESC, f.amount, f.submission_id
      LIMIT 1) o),
below AS (
  SELECT a.place, count(*) AS units, count(o.amount) AS filed, sum(o.amount) AS amount
    FROM asked a
   CROSS JOIN LATERAL (
     SELECT u.id FROM unit u
      WHERE u.parent_id = a.unit_id AND u.valid_from <= a.occurred_on
        AND (u.valid_to IS NULL OR u.valid_to > a.occurred_on)
      LIMIT 257) c
   CROSS JOIN LATERAL figure_of_unit(a.campaign_id, c.id, a.key, a.shape, a.criteria, a.occurred_on) AS o(amount)
   GROUP BY a.place),
above AS (
  SELECT a.place, f.submission_id
    FROM asked a
   CROSS JOIN LATERAL (
     SELECT f.submission_id, f.occurred_on
       FROM (VALUES (true), (false)) v(counts)
      CROSS JOIN LATERAL (
        SELECT * FROM figure_value l
         WHERE l.campaign_id = a.campaign_id AND l.unit_id = a.parent_id AND l.key = a.key
           AND l.shape = a.shape AND l.counts = v.counts
         ORDER BY l.occurred_on DESC LIMIT 64) f
      WHERE f.criteria && a.criteria
      ORDER BY f.occurred_on DESC
      LIMIT 2) f
   WHERE NOT EXISTS (                        -- a unit that has not filed it yet
     SELECT FROM unit u
      WHERE u.parent_id = a.parent_id AND u.valid_from <= f.occurred_on
        AND (u.valid_to IS NULL OR u.valid_to > f.occurred_on)
        AND figure_of_unit(a.campaign_id, u.id, a.key, a.shape, a.criteria, f.occurred_on) IS NULL)),
counted AS MATERIALIZED (                    -- once for many submissions of one unit and day
  SELECT d.unit_id, d.occurred_on, member_count(d.unit_id, d.occurred_on) AS members
    FROM (SELECT DISTINCT a.unit_id, a.occurred_on
            FROM asked a
           WHERE a.key LIKE '%doan vien%'
              OR EXISTS (SELECT FROM figure_rule r
                          WHERE r.campaign_id = a.campaign_id AND r.is_current AND r.is_on
                            AND (r.body @> '{"left": [{"take": "members"}]}'
                              OR r.body @> '{"right": [{"take": "members"}]}'))) d)
SELECT place, 1 AS relation, submission_id, amount::text AS amount,
       (occurred_on - date '1970-01-01') AS day, shape::int AS shape, is_same_campaign, is_same_criterion, title,
       CASE WHEN is_same_campaign THEN figure_reads(submission_id) ELSE 0 END AS reads
  FROM own
UNION ALL
SELECT place, 7, submission_id, amount::text, (occurred_on - date '1970-01-01'), shape::int,
       is_same_campaign, is_same_criterion, title, figure_reads(submission_id)
  FROM hidden
UNION ALL
SELECT a.place, 2, NULL, string_agg(concat_ws(' ', p.amount, p.reads, p.submission_id), ' ' ORDER BY p.unit_id),
       0, 0, true, true, '', 0
  FROM asked a
  JOIN peer p ON (p.campaign_id, p.peer_group, p.key, p.shape, p.criteria)
               = (a.campaign_id, a.peer_group, a.key, a.shape, a.criteria) AND p.unit_id <> a.unit_id
 GROUP BY a.place
UNION ALL
SELECT place, 3, NULL, coalesce(amount, 0)::text, units::int, filed::int, true, true, '', 0 FROM below
UNION ALL
SELECT place, 4, submission_id, '', 0, 0, true, true, '', 0 FROM above
UNION ALL
SELECT a.place, 5, NULL, t.value::text, 0, 0, true, true, '', 0
  FROM asked a
  JOIN submission s ON s.id = a.id
 CROSS JOIN LATERAL (
   SELECT t.value FROM unnest(s.criterion_ids) WITH ORDINALITY AS k(id, n)
     JOIN target t ON t.campaign_id = a.campaign_id AND t.unit_id = a.unit_id AND t.criterion_id = k.id
    ORDER BY k.n LIMIT 1) t
UNION ALL
SELECT a.place, 6, NULL, c.members::text, 0, 0, true, true, '', 0
  FROM asked a
  JOIN counted c ON c.unit_id = a.unit_id AND c.occurred_on = a.occurred_on AND c.members IS NOT NULL
 ORDER BY 1, 2, 5 DESC;
