-- Photos that share keys with the given ones, the likeliest first, with their fingerprints. Of each
-- key the earliest 256 are read; a key of n weighs 10 - ceil(log2(n + 1)) (likeness/postings.h).
-- The planner does not see the limit, and so reads in the order of the index; else a plan made while
-- the table was empty would read all rows of a key and sort them.
-- $1 which part, $2 key. $3 evidence item of each part: its own revisions are no copies. $4 file of
-- each part (empty: none): the same file is no copy either.
WITH hit AS (
  SELECT q.place, l.likeness_id,
         sum(10 - ceil(ln(l.items + 1) / ln(2.0::float8) - 0.000001)) AS weight
    FROM unnest($1::int[], $2::int[]) AS q(place, key)
   CROSS JOIN LATERAL (
     SELECT e.likeness_id, count(*) OVER () AS items
       FROM (SELECT k.likeness_id FROM photo_key k WHERE k.key = q.key
              ORDER BY k.key, k.likeness_id LIMIT (SELECT 256)) e) l
   GROUP BY q.place, l.likeness_id
  HAVING count(*) >= 2),
best AS (
  SELECT place, likeness_id,
         row_number() OVER (PARTITION BY place ORDER BY weight DESC, likeness_id) AS rank
    FROM hit),
other AS (                                   -- what does not count takes no place of those that do
  SELECT b.place, l.*, row_number() OVER (PARTITION BY b.place ORDER BY b.rank) AS rank
    FROM best b JOIN likeness l ON l.id = b.likeness_id
   WHERE b.rank <= 192 AND l.evidence_id <> ($3::uuid[])[b.place]
     AND l.file_hash IS DISTINCT FROM ($4::bytea[])[b.place]
     AND NOT EXISTS (SELECT FROM submission w
                      WHERE w.id = l.submission_id AND w.withdrawn_at IS NOT NULL))
SELECT l.place, l.submission_id, l.evidence_id,
       (extract(epoch FROM l.filed_at) * 1000000)::int8 AS filed_us,
       (SELECT u.name FROM unit u WHERE u.id = l.unit_id) AS unit,
       (SELECT s.title FROM submission s WHERE s.id = l.submission_id) AS title,
       (SELECT r.photo FROM file_reading r WHERE r.hash = l.file_hash) AS photo
  FROM other l
 WHERE l.rank <= 48
 ORDER BY l.place, l.rank;
