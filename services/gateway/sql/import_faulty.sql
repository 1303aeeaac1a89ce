-- The headings and the faulty rows of an import with all their cells, for a workbook.
-- params: id uuid, most int
SELECT json_build_object(
         'file', i.file_name,
         'faulty', (SELECT count(*) FROM import_row r
                     WHERE r.import_id = i.id AND r.state IN ('faulty', 'doubtful') AND r.cells IS NOT NULL),
         'rows', coalesce((
           SELECT json_agg(json_build_object('sheet', r.sheet, 'row', r.row, 'state', r.state, 'cells', r.cells,
                                             'faults', r.faults) ORDER BY r.n)
             FROM (SELECT * FROM import_row r
                    WHERE r.import_id = i.id AND r.state IN ('head', 'faulty', 'doubtful') AND r.cells IS NOT NULL
                    ORDER BY r.n LIMIT $2::int) r), '[]'))::text
  FROM import i
 WHERE i.id = $1::uuid;
