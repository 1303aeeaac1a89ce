-- A unit's figures under each name, with those that they are compared with.
-- params: campaign code, unit code
SELECT app_unit_figures($1::text, $2::text)::text;
