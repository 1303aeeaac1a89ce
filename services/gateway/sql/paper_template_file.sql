-- The DOCX of a version of a template, or its preview, in base64.
-- params: campaign code, round code, kind code, version long, part file|preview
SELECT app_paper_template_file($1::text, $2::text, $3::text, $4::int8::integer, $5::text)::text;
