-- Accounts of a list, each with the hash of its link's token; the store decides who may.  counts: what
-- the reader left out.
-- params: rows json, hours int, source text, counts json
SELECT count_list('accounts', NULL, $3::text, $1::text::jsonb, $4::text::jsonb,
                  app_import_accounts($1::text::jsonb, $2::int))::text;
