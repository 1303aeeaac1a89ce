-- Enqueues an export of the member software; the store decides who may.  about: {"as_of",
-- "own_figure", "file"}.
-- params: campaign code, unit code, id uuid, about json, export bytes
SELECT app_members_upload($1::text, $2::text, $3::uuid, $4::text::jsonb, $5::bytea)::text;
