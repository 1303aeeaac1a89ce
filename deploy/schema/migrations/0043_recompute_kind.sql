-- What a dirty mark stands for is a word: one cell, all cells of a unit, or the sums of a unit. It was
-- criterion 0 for a unit and -1 for its sums; both have no criterion now.
ALTER TABLE recompute DROP CONSTRAINT recompute_pkey, ADD COLUMN kind text NOT NULL DEFAULT 'cell';
UPDATE recompute SET kind = CASE criterion_id WHEN 0 THEN 'unit' ELSE 'sums' END, criterion_id = 0
 WHERE criterion_id <= 0;
ALTER TABLE recompute
  ALTER COLUMN criterion_id SET DEFAULT 0,     -- of no single one
  ADD PRIMARY KEY (campaign_id, unit_id, kind, criterion_id),
  ADD CONSTRAINT recompute_kind CHECK (kind IN ('cell', 'unit', 'sums')
                                       AND (kind = 'cell') = (criterion_id > 0));
GRANT SELECT (kind) ON recompute TO mc_gateway;
