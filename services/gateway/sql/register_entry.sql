-- One number of a book with all that was done to it.
-- route: GET /api/v1/register/books/{book}/entries/{label} ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
-- params: book code, label code
SELECT app_register_entry($1::text, $2::text)::text;
