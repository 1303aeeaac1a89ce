-- A list of posts, stored whole or, with its faults, not at all; the store decides who may.  unit:
-- that of the rows that name none.
-- params: campaign code, rows json, source text, unit code
SELECT app_import_posts($1::text, $2::text::jsonb, $3::text, $4::text)::text;
