-- Extends the leases of PDFs in hand. $1 claims, $2 lease in ms.
SELECT papers_pdf_renew($1::uuid[], $2::int4);
