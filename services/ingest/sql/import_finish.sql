-- The report.  $1 id, $2 state, $3 rows, $4 accepted, $5 repeated, $6 rejected, $7 hidden rows, $8
-- hidden sheets, $9 empty rows, $10 lines outside the tables, $11 faults.
UPDATE import
   SET state = $2::text, rows = $3::int, accepted = $4::int, repeated = $5::int,
       rejected = $6::int, hidden = $7::int, hidden_sheets = $8::int, empty = $9::int,
       outside = $10::int, faults = $11::text::jsonb, finished_at = now()
 WHERE id = $1::uuid AND state = 'owed';
