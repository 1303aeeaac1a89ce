-- Corrects cells of a preview, which is then judged again; the store decides who may.
-- params: id uuid, cells json
SELECT app_correct_import($1::uuid, $2::text::jsonb)::text;
