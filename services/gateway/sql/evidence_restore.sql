-- Takes the withdrawal of an evidence item back; the store decides who may, and until when.
-- params: id uuid
SELECT app_restore($1::uuid)::text;
