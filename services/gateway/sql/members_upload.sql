-- An export of the member software is owed; the store decides who may.  $1 campaign, $2 unit,
-- $3 id, $4 {"as_of", "own_figure", "file"}, $5 its bytes.
SELECT app_members_upload($1::text, $2::text, $3::uuid, $4::text::jsonb, $5::bytea)::text;
