-- The store holds everything a criteria set can contain.  What services ask for by name has a column;
-- the rest of the set's document (settings, gates, variants, notes, ...) is kept verbatim in "more",
-- so that exporting a set returns the document that was imported.

ALTER TABLE criteria_set
  ADD COLUMN more jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN stamp bigint NOT NULL DEFAULT nextval('recompute_generation');   -- differs: read the set again
ALTER TABLE criterion
  ADD COLUMN is_deduction boolean NOT NULL DEFAULT false,
  ADD COLUMN more jsonb NOT NULL DEFAULT '{}';
-- Of the rule and of its variants.
ALTER TABLE criterion
  DROP COLUMN counts_days,
  DROP COLUMN asks_people,
  ADD COLUMN counts_days boolean NOT NULL GENERATED ALWAYS AS (
    coalesce(jsonb_path_exists(rule, '$.** ? (@.kind == "cadence" || @.pieces == "days" || @.pieces == "weeks")'), false)
    OR coalesce(jsonb_path_exists(more -> 'variants', '$.** ? (@.kind == "cadence" || @.pieces == "days" || @.pieces == "weeks")'), false)) STORED,
  ADD COLUMN asks_people boolean NOT NULL GENERATED ALWAYS AS (
    coalesce(jsonb_path_exists(rule, '$.** ? (@.kind == "manual")'), false)
    OR coalesce(jsonb_path_exists(more -> 'variants', '$.** ? (@.kind == "manual")'), false)) STORED;
ALTER TABLE target
  ADD COLUMN pace jsonb;                       -- [{"by","percent"}]; NULL: even over the window

DROP FUNCTION IF EXISTS assessed_missing(integer, integer, text);
DROP FUNCTION IF EXISTS assessed_criteria(integer, integer);
