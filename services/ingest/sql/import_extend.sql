-- Extends the lease of a running import and stores its progress. $1 id, $2 lease in ms, $3 rows, $4
-- accepted, $5 repeated, $6 rejected, $7 hidden rows, $8 hidden sheets, $9 empty rows, $10 lines
-- outside the tables.
UPDATE import SET ready_at = now() + $2::int * interval '1 millisecond',
       rows = $3::int, accepted = $4::int, repeated = $5::int, rejected = $6::int,
       hidden = $7::int, hidden_sheets = $8::int, empty = $9::int, outside = $10::int
 WHERE id = $1::uuid AND state = 'owed';
