-- Where else a unit cites the documents of submissions, at most 64 places of each, the earliest
-- first. $1 submission, $2 symbol.
-- Rows: which (from 1), submission, whether it was filed before this one, its criteria.
SELECT q.place::int, d.submission_id, (d.filed_at, d.submission_id) < (s.received_at, s.id) AS is_before,
       d.criterion_ids
  FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS q(id, symbol, place)
  JOIN submission s ON s.id = q.id
 CROSS JOIN LATERAL (
   SELECT c.submission_id, c.filed_at, c.criterion_ids
     FROM document_cited c
     JOIN submission o ON o.id = c.submission_id AND o.is_current
    WHERE c.campaign_id = s.campaign_id AND c.unit_id = s.unit_id AND c.symbol = q.symbol
      AND c.evidence_id <> s.evidence_id
    ORDER BY c.campaign_id, c.unit_id, c.symbol, c.filed_at
    LIMIT 64) d
 ORDER BY 1, d.filed_at;
