-- The outcome of a paper, or of the check of a template; it counts once: a worker whose claim has expired
-- changes nothing. $1 paper or template, $2 claim, $3 file (NULL: none), $4 faults, or beside a file remarks (NULL: given up).
SELECT papers_done($1::uuid, $2::uuid, $3::bytea, $4::text);
