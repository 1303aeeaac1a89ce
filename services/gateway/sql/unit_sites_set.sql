-- Replaces a unit's registered sites; the store decides who may.
-- params: unit code, addresses text[]
SELECT app_set_unit_sites($1::text, $2::text[])::text;
