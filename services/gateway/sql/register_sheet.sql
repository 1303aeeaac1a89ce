-- The register as a sheet to print: each book with its numbers, the first number first.
-- route: GET /api/v1/register/sheet ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: book code, type code, year long, state reserved|issued|cancelled, q search
SELECT app_register_sheet($1::text, $2::text, $3::bigint, $4::text, $5::text)::text;
