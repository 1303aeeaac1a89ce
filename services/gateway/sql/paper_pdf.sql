-- The PDF of a paper in base64, with its name and hash, or why there is none.
-- params: id uuid
SELECT app_paper_pdf($1::uuid)::text;
