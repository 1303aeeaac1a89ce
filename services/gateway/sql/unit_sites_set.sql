-- Registers a unit's sites in place of those that it had; the store decides who may.
-- $1 unit, $2 addresses.
SELECT app_set_unit_sites($1::text, $2::text[])::text;
