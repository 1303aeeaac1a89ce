-- The report.  $1 id, $2 state, $3 rows, $4 accepted, $5 repeated, $6 rejected, $7 faults.
UPDATE import
   SET state = $2::text, rows = $3::int, accepted = $4::int, repeated = $5::int,
       rejected = $6::int, faults = $7::text::jsonb, finished_at = now()
 WHERE id = $1::uuid AND state = 'owed';
