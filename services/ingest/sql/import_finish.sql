-- The result of an import with its rows, in one commit; of an earlier version of a preview: nothing.
-- What was accepted is counted by the stored submissions, so that a run that ended early and began
-- again counts right.  $1 id, $2 state, $3 rows, $4 accepted and $5 repeated (of this run), $6
-- rejected, $7 hidden rows, $8 hidden sheets, $9 empty rows, $10 lines outside the tables, $11
-- faults, $12 rows as JSON, state 'good' for those that pass, $13 version.
WITH given AS (
  SELECT t.*, t.state = 'good' AS is_good,
         row_number() OVER (PARTITION BY t.id ORDER BY t.n) > 1 AS is_twice
    FROM jsonb_to_recordset($12::text::jsonb)
      AS t(n int, sheet text, row int, state text, id uuid, shown jsonb, cells jsonb, faults jsonb)),
judged AS MATERIALIZED (
  SELECT g.*, CASE WHEN NOT g.is_good THEN g.state
                   WHEN g.is_twice OR EXISTS (SELECT FROM submission s WHERE s.id = g.id) THEN 'repeated'
                   ELSE 'new' END AS now
    FROM given g),
counted AS (
  SELECT i.id, CASE WHEN i.is_preview THEN (SELECT count(*) FROM judged WHERE now = 'new')
                    ELSE (SELECT count(*) FROM submission s WHERE s.trace = i.id AND s.revision = 1
                                                             AND s.account_id = i.account_id)
               END::int AS accepted
    FROM import i WHERE i.id = $1::uuid),
ended AS (
  UPDATE import i
     SET state = CASE WHEN $2::text = 'done' AND i.is_preview THEN 'previewed' ELSE $2::text END,
         rows = $3::int, accepted = c.accepted, repeated = greatest($4::int + $5::int - c.accepted, 0),
         rejected = $6::int, hidden = $7::int, hidden_sheets = $8::int, empty = $9::int,
         outside = $10::int, faults = $11::text::jsonb, finished_at = now(),
         doubtful = (SELECT count(*) FROM judged WHERE now = 'doubtful')
    FROM counted c
   WHERE i.id = c.id AND i.state = 'owed' AND i.version = $13::int
  RETURNING i.id)
INSERT INTO import_row AS r (import_id, n, sheet, row, state, submission_id, shown, cells, faults)
SELECT e.id, j.n, j.sheet, j.row, j.now, j.id, coalesce(j.shown, '{}'), j.cells, coalesce(j.faults, '[]')
  FROM ended e CROSS JOIN judged j
ON CONFLICT (import_id, n) DO UPDATE
   SET state = excluded.state, submission_id = excluded.submission_id, faults = excluded.faults,
       shown = CASE WHEN excluded.shown = '{}' THEN r.shown ELSE excluded.shown END,
       cells = coalesce(excluded.cells, r.cells);
