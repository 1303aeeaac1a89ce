-- Refuses a trial that cannot be run. $1 trial, $2 claim.
UPDATE check_trial SET state = 'refused', done_at = now()
 WHERE id = $1::uuid AND claim = $2::uuid AND state = 'owed'
RETURNING id;
