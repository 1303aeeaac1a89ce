-- Issues a paper under number and day: from then on it never changes.
-- params: id uuid, content json
SELECT app_issue_paper($1::uuid, $2::text::jsonb)::text;
