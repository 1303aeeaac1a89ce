-- The sites on which a unit's pages may stand; the store decides who may see them.  $1 unit.
-- No row: there is none, or not for this account.
SELECT s.sites::text FROM app_unit_sites($1::text) s(sites) WHERE s.sites IS NOT NULL;
