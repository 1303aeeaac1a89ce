-- Where else a unit cites the documents of submissions, at most 64 places of each, the earliest
-- first; whatever the unit filed, at most 96 rows are read of each. $1 submission, $2 symbol.
-- Rows: which (from 1), submission, whether it was filed before this one, its criteria.
SELECT q.place::int, d.submission_id, (d.filed_at, d.submission_id) < (s.received_at, s.id) AS is_before,
       d.criterion_ids
  FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS q(id, symbol, place)
  JOIN submission s ON s.id = q.id
 CROSS JOIN LATERAL (
   SELECT c.submission_id, c.filed_at, c.criterion_ids
     FROM (SELECT * FROM document_cited l
            WHERE l.campaign_id = s.campaign_id AND l.unit_id = s.unit_id AND l.symbol = q.symbol
            ORDER BY l.filed_at LIMIT 96) c
    CROSS JOIN LATERAL (SELECT FROM submission o
                         WHERE o.id = c.submission_id AND o.is_current OFFSET 0) o
    WHERE c.evidence_id <> s.evidence_id
    ORDER BY c.filed_at
    LIMIT 64) d
 ORDER BY 1, d.filed_at;
