-- Opens a book of the register or changes one; the store decides who may.  named: how its type and issuer are read.
-- params: book code, content json, named json
SELECT app_put_register_book($1::text, $2::text::jsonb, $3::text::jsonb)::text;
