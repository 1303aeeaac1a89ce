-- Numbers of the register, book by book, the last first: a page of at most "limit", behind the book and the place
-- of the last of the page before.  type: as the grammar of symbols reads it (qd); q: words, or a symbol.
-- route: GET /api/v1/register/entries ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: book code, type code, year long, state reserved|issued|cancelled, q search, after.book long, after.place long
-- params: limit 1..200=100
SELECT app_register_entries($1::text, $2::text, $3::bigint, $4::text, $5::text, $6::bigint, $7::bigint, $8::integer)::text;
