-- Takes numbers of a book; the store decides who may.  id: names this taking.
-- params: book code, id uuid, content json
SELECT app_take_number($1::text, $2::uuid, $3::text::jsonb)::text;
