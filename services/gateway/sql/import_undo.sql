-- Takes a whole import back; the store decides who may, and until when.
-- params: id uuid
SELECT app_undo_import($1::uuid)::text;
