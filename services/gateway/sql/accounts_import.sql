-- Accounts of a list, each with the hash of its link's token; the store decides who may.
-- params: rows json, hours int
SELECT app_import_accounts($1::text::jsonb, $2::int)::text;
