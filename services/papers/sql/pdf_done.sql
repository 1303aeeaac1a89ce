-- The outcome of a PDF; it counts once: a worker whose claim has expired changes nothing. $1 paper, $2 claim,
-- $3 made, failed, absent, or pending once more; $4 file (NULL: none).
SELECT papers_pdf_done($1::uuid, $2::uuid, $3::text, $4::bytea);
