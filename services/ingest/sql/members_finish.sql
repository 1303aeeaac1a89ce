-- Stores the result of an export and removes its bytes. $1 id, $2 JSON.
SELECT members_finish($1::uuid, $2::text::jsonb)::text;
