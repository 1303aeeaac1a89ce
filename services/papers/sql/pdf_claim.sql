-- The oldest pending PDF, leased under a claim of its own. $1 claim, $2 lease in ms, $3 attempts allowed.
SELECT c.id, c.file, c.is_owed, c.is_last
  FROM papers_pdf_claim($1::uuid, $2::int4, $3::int4) c;
