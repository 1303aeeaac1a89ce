-- A list of accounts ends in a stored count like every other import.
ALTER TABLE import
  DROP CONSTRAINT import_kind_check,
  ADD CONSTRAINT import_kind_check CHECK (
    kind IN ('evidence', 'members', 'criteria', 'targets', 'units', 'unit_acts', 'cadres', 'posts', 'accounts'));
