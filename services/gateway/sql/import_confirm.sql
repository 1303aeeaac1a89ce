-- The good rows of a preview take effect; the store decides who may.
-- params: id uuid, version int
SELECT app_confirm_import($1::uuid, $2::int)::text;
