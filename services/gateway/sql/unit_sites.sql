-- The sites on which a unit's pages may stand; the store decides who may see them.
-- route: GET /api/v1/units/{unit}/sites ROLE_ANY
-- params: unit code
SELECT app_unit_sites($1::text)::text;
