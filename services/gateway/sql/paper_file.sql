-- The DOCX of a paper in base64, with its name and hash.
-- params: id uuid
SELECT app_paper_file($1::uuid)::text;
