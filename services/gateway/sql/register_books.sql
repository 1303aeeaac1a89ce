-- The books of the register that the account may read, and the units for which it may open one.
-- route: GET /api/v1/register/books ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR
SELECT app_register_books()::text;
