-- It says whether the attempt is the last.
DROP FUNCTION IF EXISTS papers_pdf_claim(uuid, integer, integer);
