-- What an export told, and its bytes are gone.  $1 id, $2 JSON.
SELECT members_finish($1::uuid, $2::text::jsonb)::text;
