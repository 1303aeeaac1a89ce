-- What a rule, at any depth, needs from the store beside counts and sums: determined
-- once when the criterion is written, not for every cell.
ALTER TABLE criterion
  ADD COLUMN counts_days boolean NOT NULL GENERATED ALWAYS AS (coalesce(jsonb_path_exists(rule,
    '$.** ? (@.kind == "cadence" || @.pieces == "days" || @.pieces == "weeks")'), false)) STORED,
  ADD COLUMN asks_people boolean NOT NULL GENERATED ALWAYS AS (coalesce(jsonb_path_exists(rule,
    '$.** ? (@.kind == "manual")'), false)) STORED;
