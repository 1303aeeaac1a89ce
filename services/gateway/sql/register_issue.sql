-- Issues a reserved number under a day.
-- params: book code, label code, content json
SELECT app_issue_number($1::text, $2::text, $3::text::jsonb)::text;
