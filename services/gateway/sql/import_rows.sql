-- The rows of a preview, or the faulty ones of an import, in the order of the file: a page of at most
-- "limit", after the number of the last one of the page before.  "check": faulty and doubtful ones.
-- route: GET /api/v1/imports/{id}/rows ROLE_ANY
-- params: id uuid, state new|repeated|faulty|doubtful|check, after 0..10000000=0, limit 1..1000=200
WITH page AS (
  SELECT r.*, row_number() OVER (ORDER BY r.n) AS at
    FROM import_row r
   WHERE r.import_id = $1::uuid AND r.n > $3::int AND r.state <> 'head'
     AND ($2::text IS NULL OR r.state = $2 OR ($2 = 'check' AND r.state IN ('faulty', 'doubtful')))
   ORDER BY r.n
   LIMIT $4::int + 1)
SELECT json_build_object(
         'items', coalesce((
           SELECT json_agg(json_build_object(
                    'n', p.n, 'sheet', p.sheet, 'row', p.row, 'state', p.state,
                    'submission', p.submission_id, 'shown', p.shown, 'cells', p.cells, 'faults', p.faults) ORDER BY p.at)
             FROM page p WHERE p.at <= $4), '[]'),
         'next', (SELECT p.n FROM page p WHERE p.at = $4 AND EXISTS (SELECT FROM page WHERE at > $4)))::text
  FROM import i
 WHERE i.id = $1::uuid;
