-- A list of posts, whole or with its faults not at all; the store decides who may.
-- $1 campaign, $2 rows as JSON, $3 where they come from, $4 whose they are where a row does not say.
SELECT app_import_posts($1::text, $2::text::jsonb, $3::text, $4::text)::text;
