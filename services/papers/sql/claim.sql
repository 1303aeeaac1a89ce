-- The oldest pending paper or template, leased under a claim of its own. $1 claim, $2 lease in ms,
-- $3 attempts allowed.
SELECT c.id, c.names, c.data, c.file, c.is_owed, c.malware
  FROM papers_claim($1::uuid, $2::int4, $3::int4) c;
