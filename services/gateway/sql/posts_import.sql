-- A list of posts, stored whole or, with its faults, not at all; the store decides who may.  unit:
-- that of the rows that name none; counts: what the reader left out.
-- params: campaign code, rows json, source text, unit code, counts json
SELECT count_list('posts', $1::text, $3::text, $2::text::jsonb, $5::text::jsonb,
                  app_import_posts($1::text, $2::text::jsonb, $3::text, $4::text))::text;
